package deploy

import "strings"

// splitWords splits a command line as a shell does. Operators between commands
// are words of their own.
func splitWords(s string) []string {
	var words []string
	var word strings.Builder
	inWord := false
	flush := func() {
		if inWord {
			words = append(words, word.String())
			word.Reset()
			inWord = false
		}
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\'' || c == '"':
			inWord = true
			for i++; i < len(s) && s[i] != c; i++ {
				if s[i] == '\\' && c == '"' && i+1 < len(s) {
					i++
				}
				word.WriteByte(s[i])
			}
		case c == '\\' && i+1 < len(s):
			if i++; s[i] != '\n' {
				inWord = true
				word.WriteByte(s[i])
			}
		case c == '#' && !inWord:
			for i+1 < len(s) && s[i+1] != '\n' {
				i++
			}
		case c == ' ' || c == '\t' || c == '\r':
			flush()
		case c == '\n' || c == ';' || c == '&' || c == '|' || c == '(' || c == ')':
			flush()
			if n := len(words); n == 0 || !isOperator(words[n-1]) {
				words = append(words, ";")
			}
		default:
			inWord = true
			word.WriteByte(c)
		}
	}
	flush()
	return words
}

func isOperator(word string) bool { return word == ";" }

// commands splits words into simple commands.
func commands(words []string) [][]string {
	var all [][]string
	var current []string
	for _, w := range append(words, ";") {
		if !isOperator(w) {
			current = append(current, w)
			continue
		}
		if len(current) > 0 {
			all = append(all, current)
			current = nil
		}
	}
	return all
}

// assignment splits KEY=value at the start of a command.
func assignment(word string) (key, value string, ok bool) {
	key, value, ok = strings.Cut(word, "=")
	if !ok || key == "" || strings.Trim(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") != "" {
		return "", "", false
	}
	return key, value, true
}
