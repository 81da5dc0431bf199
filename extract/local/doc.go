// Package local finds mistakes in how one package publishes and consumes, the way go
// vet looks at code: a package at a time, with nothing but the types of the rest.
//
// The calls of client libraries are known from the same models as everywhere. But
// nothing is evaluated: what a value is, is followed back from where it is used, and
// what becomes of a message is followed forward, over the SSA form of the package.
// A rule reports what follows from the code that is there; where a value comes from
// outside of the package, it keeps quiet.
//
// A function that hands what it gets to a client is a [Relay]. Relays are the facts
// that packages tell each other: a call of one publishes, wherever it stands.
package local
