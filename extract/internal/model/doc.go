// Package model reads library models: YAML files that say what the functions of
// a client library mean for event flow.
//
// [Parse] reads one file strictly, [Compile] checks several and indexes them by
// symbol. Everything that is text in a file is parsed once there: a
// [CompiledCall] holds expressions as trees whose parameters are indexes, so the
// evaluator walks them and never parses. Errors carry the place in the file.
package model
