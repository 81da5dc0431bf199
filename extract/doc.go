// Package extract finds what a program publishes and consumes. It is the only
// package that looks at SSA form.
//
// The wiring of a Go program is ordinary code: constructors, options, closures,
// interfaces, tables. So extract does not look for names at calls; it evaluates
// the program, from every main, with abstract values (internal/eval), and
// whatever reaches a call of a client library that a model describes
// (internal/model, with the models as data in models/) is an endpoint.
package extract
