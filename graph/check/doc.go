// Package check finds what is wrong with the event flow of a system: a document
// goes in, diagnostics come out.
//
// A rule that cries wolf is switched off, so each says only what the document
// proves. A topic without a consumer is a finding where the document knows the
// consumers of the broker, not where one of them has a name that run time decides,
// and not in a repository that shows one side of every topic. Rules are entries of
// a table; what they have in common, the questions to the document, is in system.
package check
