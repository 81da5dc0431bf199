// Package findings writes diagnostics in the forms that people, code hosts and other
// tools read. All writers take the diagnostics in the order in which they are to come.
package findings
