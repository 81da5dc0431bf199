// Package changes writes what package graph/compare finds: in words for a terminal or a
// pull request, as a coloured diagram, and as JSON.
package changes
