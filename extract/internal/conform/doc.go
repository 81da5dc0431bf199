// Package conform holds library models against the types of the libraries. A model whose
// function is misspelt, or whose parameters stand in another order, is well formed and
// finds nothing, or the wrong thing; only the library can tell.
//
// A model may describe several versions of a library, of which a program has one. So
// what one version lacks is wrong only if no version that is there has it.
package conform
