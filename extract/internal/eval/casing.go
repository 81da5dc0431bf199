package eval

import (
	"regexp"
	"strings"
)

// casingIntrinsics are the functions of libraries that write a name in another
// case: type names become topics through them.
func casingIntrinsics() map[string]func(*apiCall) []Set {
	all := map[string]func(*apiCall) []Set{iancoleman + "ToDelimited": toDelimited}
	for name, f := range caseFunctions() {
		all[name] = mapText(f)
	}
	return all
}

func caseFunctions() map[string]func(string) string {
	all := map[string]func(string) string{
		iancoleman + "ToCamel":      func(s string) string { return iancolemanCamel(s, true) },
		iancoleman + "ToLowerCamel": func(s string) string { return iancolemanCamel(s, false) },
	}
	for _, lib := range caseLibraries {
		for name, style := range lib.names {
			all[lib.prefix+name] = func(s string) string { return style(lib.words(strings.TrimSpace(s))) }
		}
	}
	return all
}

const iancoleman = "github.com/iancoleman/strcase."

type caseStyle func(words []string) string

// caseLibraries differ in where they see a word begin.
var caseLibraries = []struct {
	prefix string
	words  func(string) []string
	names  map[string]caseStyle
}{
	{iancoleman, splitWords(iancolemanWord, " _-."), map[string]caseStyle{
		"ToSnake": lower("_"), "ToScreamingSnake": upper("_"), "ToKebab": lower("-"), "ToScreamingKebab": upper("-"),
	}},
	{"github.com/stoewer/go-strcase.", splitWords(caseWord, " _-"), map[string]caseStyle{
		"SnakeCase": lower("_"), "UpperSnakeCase": upper("_"), "KebabCase": lower("-"), "UpperKebabCase": upper("-"),
	}},
	{"github.com/ettle/strcase.", splitWords(ettleWord, " _-."), map[string]caseStyle{
		"ToSnake": lower("_"), "ToSNAKE": upper("_"), "ToKebab": lower("-"), "ToKEBAB": upper("-"), "ToPascal": pascal, "ToCamel": camel,
	}},
	{"github.com/samber/lo.", loWords, map[string]caseStyle{
		"SnakeCase": lower("_"), "KebabCase": lower("-"), "PascalCase": pascal, "CamelCase": camel,
	}},
}

func lower(sep string) caseStyle {
	return func(words []string) string { return strings.ToLower(strings.Join(words, sep)) }
}

func upper(sep string) caseStyle {
	return func(words []string) string { return strings.ToUpper(strings.Join(words, sep)) }
}

func pascal(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if w != "" {
			b.WriteString(strings.ToUpper(w[:1]) + strings.ToLower(w[1:]))
		}
	}
	return b.String()
}

func camel(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return strings.ToLower(words[0]) + pascal(words[1:])
}

// splitWords cuts a name at its separators, and before each letter or digit that
// begins a word.
func splitWords(begins func(prev, cur, next byte) bool, separators string) func(string) []string {
	return func(s string) []string {
		words, start := []string{}, 0
		for i := range len(s) {
			if strings.IndexByte(separators, s[i]) >= 0 {
				words, start = append(words, s[start:i]), i+1
				continue
			}
			next := byte(0)
			if i+1 < len(s) {
				next = s[i+1]
			}
			if i > start && begins(s[i-1], s[i], next) {
				words, start = append(words, s[start:i]), i
			}
		}
		return append(words, s[start:])
	}
}

func isCapital(c byte) bool { return c >= 'A' && c <= 'Z' }
func isSmall(c byte) bool   { return c >= 'a' && c <= 'z' }
func isDigit(c byte) bool   { return c >= '0' && c <= '9' }

// caseWord is a word's beginning by the case of letters alone: order|Placed,
// HTTP|Server.
func caseWord(prev, cur, next byte) bool {
	return isCapital(cur) && (isSmall(prev) || isCapital(prev) && isSmall(next))
}

// iancolemanWord also begins at digits and after them: placed|V|1.
func iancolemanWord(prev, cur, next byte) bool {
	return caseWord(prev, cur, next) || isDigit(cur) && (isSmall(prev) || isCapital(prev)) ||
		isDigit(prev) && (isSmall(cur) || isCapital(cur))
}

// ettleWord also begins at a capital after digits.
func ettleWord(prev, cur, next byte) bool {
	return caseWord(prev, cur, next) || isDigit(prev) && !isDigit(cur) && !isSmall(cur)
}

var (
	loBoundary = regexp.MustCompile(`([a-z])([A-Z0-9])|([a-zA-Z])([0-9])|([0-9])([a-zA-Z])|([A-Z])([A-Z])([a-z])`)
	loNumber   = regexp.MustCompile(`([0-9])([a-zA-Z])`)
	loBetween  = regexp.MustCompile(`[^\pL\p{Nd}]+`)
)

// loWords is how lo's regular expressions cut: what one match took, the next does
// not see, so that placed|V1 is two words.
func loWords(s string) []string {
	s = loBoundary.ReplaceAllString(s, "$1$3$5$7 $2$4$6$8$9")
	s = loNumber.ReplaceAllString(s, "$1 $2")
	return strings.Fields(loBetween.ReplaceAllString(s, " "))
}

// iancolemanCamel drops separators and makes capitals in a row small.
func iancolemanCamel(s string, initial bool) string {
	s = strings.TrimSpace(s)
	var b strings.Builder
	up, prevCapital := initial, false
	for i := range len(s) {
		c := s[i]
		switch {
		case up && isSmall(c):
			c -= 'a' - 'A'
		case !up && isCapital(c) && (i == 0 || prevCapital):
			c += 'a' - 'A'
		}
		prevCapital = isCapital(s[i])
		switch {
		case isCapital(s[i]) || isSmall(s[i]):
			b.WriteByte(c)
			up = false
		case isDigit(c):
			b.WriteByte(c)
			up = true
		default:
			up = strings.IndexByte("_ -.", c) >= 0
		}
	}
	return b.String()
}

// toDelimited is snake case with a delimiter of one's own.
func toDelimited(c *apiCall) []Set {
	sep, ok := c.args[1].num()
	if !ok {
		return nil
	}
	words := splitWords(iancolemanWord, " _-.")
	return mapText(func(s string) string { return lower(string(rune(sep)))(words(strings.TrimSpace(s))) })(c)
}
