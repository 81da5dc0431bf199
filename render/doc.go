// Package render turns a graph document into text that people and tools read.
// Each format has one file and one function that writes to an io.Writer; what is
// shown is decided once, in a view, which formats share. Nothing here reads files,
// knows flags or looks at code.
package render
