// Package mermaid writes Mermaid flowcharts that mean what they say on every
// host: labels that come out as they went in, whatever they contain, identifiers
// that are never a reserved word and never change between runs, and counts of
// what hosts limit. It knows the language, not what is drawn; only syntax that
// Mermaid 10.6 and everything newer renders by default is used.
package mermaid
