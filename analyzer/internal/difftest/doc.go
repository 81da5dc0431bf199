// Package difftest holds flowvet against reality: it makes up Go programs, runs
// them against a fake Kafka client that records what happens, and compares that
// with what flowvet infers from their source.
//
// A program is a list of routes. A route is a list of steps, each one use of a
// Feature: it starts with a topic's name, an event, and a function that sends
// (or receives), leads them through structs, closures, interfaces, maps, loops,
// Go channels and so on, and ends with the call sender(topic, event). Features
// are text with placeholders, in tables; a new one is one row.
//
// The promise that is checked, for each program:
//
//   - whatever was published or consumed at run time is inferred: by its exact
//     name, or by a pattern or symbolic name that fits it;
//   - every exact name that is inferred was really used at run time.
//
// Inputs that flowvet cannot know are bits; a program is run once for each
// combination of them, so all that can happen does. Programs that break the
// promise are shrunk, step by step, while they still break it in the same way.
//
// Features that flowvet is known to get wrong are in the table unsupported, and are
// left out. Three variables of the environment change what the tests run:
//
//	DIFFTEST_PROGRAMS=20000   so many programs, in batches
//	DIFFTEST_SEED=7           other programs
//	DIFFTEST_ALL=1            unsupported features too
package difftest
