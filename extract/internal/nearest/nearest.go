// Package nearest finds the word that a misspelt one was meant to be.
package nearest

import "fmt"

// Word is the one of several words that another one was most likely meant to be, "" if
// none is like it. Of equally near ones it is the first.
func Word(word string, of []string) string {
	best, least := "", max(len(word)/2, 2)+1
	for _, w := range of {
		if d := distance(word, w); d < least {
			best, least = w, d
		}
	}
	return best
}

// Proposed is the end of a sentence that names the nearest word, "" if there is none.
func Proposed(word string, of []string) string {
	if best := Word(word, of); best != "" {
		return fmt.Sprintf(": do you mean %s?", best)
	}
	return ""
}

// distance is the number of letters to insert, delete or replace.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(diagonal+cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
