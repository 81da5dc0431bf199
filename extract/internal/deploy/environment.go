package deploy

import (
	"path"
	"slices"
	"strings"
	"unicode"
)

// environments are the usual names of environments with what they stand for.
var environments = map[string]string{
	"dev": "dev", "develop": "dev", "development": "dev",
	"local": "local", "localhost": "local",
	"qa": "qa", "sandbox": "sandbox", "demo": "demo",
	"stage": "staging", "staging": "staging", "stg": "staging", "uat": "staging", "preprod": "staging",
	"prod": "prod", "production": "prod", "prd": "prod", "live": "prod",
	"test": "test", "tests": "test", "testing": "test", "ci": "test", "e2e": "test", "integration": "test",
}

// preference orders environments: what a repository starts by default first.
var preference = []string{"", "dev", "local", "sandbox", "demo", "qa", "staging", "prod", "test"}

// canonical is the usual name of an environment, or its own in lower case.
func canonical(env string) string {
	env = strings.ToLower(env)
	if c, ok := environments[env]; ok {
		return c
	}
	return env
}

// environmentOf is the environment that a path names in its file name, or else
// in the nearest folder, "" if none.
func environmentOf(file string) string {
	for file != "." && file != "/" && file != "" {
		for _, word := range tokens(path.Base(file)) {
			if c, ok := environments[word]; ok {
				return c
			}
		}
		file = path.Dir(file)
	}
	return ""
}

// isIn says that a path belongs to the environment, whose name may be one that
// only this repository uses.
func isIn(file, env string) bool {
	if environmentOf(file) == canonical(env) {
		return true
	}
	return slices.Contains(tokens(file), strings.ToLower(env))
}

// tokens splits names of any style into lower-case words.
func tokens(s string) []string {
	var words []string
	start := 0
	runes := []rune(s)
	flush := func(i int) {
		if i > start {
			words = append(words, strings.ToLower(string(runes[start:i])))
		}
		start = i
	}
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			flush(i)
			start = i + 1
		case unicode.IsUpper(r) && i > 0 && unicode.IsLower(runes[i-1]):
			flush(i)
		}
	}
	flush(len(runes))
	return words
}
