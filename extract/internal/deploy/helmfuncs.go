package deploy

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"unicode"
)

// functions are those of Helm's templates that configuration depends on.
func (h *renderer) functions() template.FuncMap {
	return template.FuncMap{
		"tick":     h.tick,
		"include":  h.include,
		"tpl":      h.tpl,
		"required": func(_ string, v any) any { return v },
		"fail":     func(string) (string, error) { return "", errRender },
		"lookup":   func(...any) map[string]any { return map[string]any{} },

		"default":  func(def any, v ...any) any { return orDefault(def, v) },
		"coalesce": coalesce,
		"empty":    isEmpty,
		"ternary": func(yes, no any, cond bool) any {
			if cond {
				return yes
			}
			return no
		},
		"eq": func(a any, bs ...any) bool { return contains(bs, a) },
		"ne": func(a, b any) bool { return !contains([]any{b}, a) },

		"print":   func(v ...any) (string, error) { return limited(fmt.Sprint(v...)) },
		"printf":  func(f string, v ...any) (string, error) { return limited(fmt.Sprintf(f, v...)) },
		"quote":   func(v ...any) (string, error) { return limited(quoteYAML(joinAny(v, " "))) },
		"squote":  func(v ...any) (string, error) { return limited("'" + joinAny(v, " ") + "'") },
		"toYaml":  func(v any) (string, error) { return limited(toYAML(v)) },
		"toJson":  func(v any) (string, error) { return limited(jsonText(v)) },
		"indent":  func(n int, v any) (string, error) { return limited(indent(n, toString(v))) },
		"nindent": func(n int, v any) (string, error) { return limited("\n" + indent(n, toString(v))) },

		"toString":   toString,
		"int":        toInt,
		"int64":      toInt,
		"float64":    toInt,
		"add":        func(a, b any) int64 { return toInt(a) + toInt(b) },
		"add1":       func(a any) int64 { return toInt(a) + 1 },
		"sub":        func(a, b any) int64 { return toInt(a) - toInt(b) },
		"mul":        func(a, b any) int64 { return toInt(a) * toInt(b) },
		"upper":      text(strings.ToUpper),
		"lower":      text(strings.ToLower),
		"title":      text(func(s string) string { return strings.ToUpper(s[:min(1, len(s))]) + s[min(1, len(s)):] }),
		"trim":       text(strings.TrimSpace),
		"nospace":    text(func(s string) string { return strings.Join(strings.Fields(s), "") }),
		"snakecase":  text(func(s string) string { return strings.Join(tokens(s), "_") }),
		"kebabcase":  text(func(s string) string { return strings.Join(tokens(s), "-") }),
		"b64enc":     func(v any) string { return base64.StdEncoding.EncodeToString([]byte(unmark(toString(v)))) },
		"sha256sum":  func(any) string { return "checksum" },
		"trunc":      trunc,
		"trimSuffix": func(suffix, s any) string { return strings.TrimSuffix(unmark(toString(s)), unmark(toString(suffix))) },
		"trimPrefix": func(prefix, s any) string { return strings.TrimPrefix(toString(s), unmark(toString(prefix))) },
		"trimAll":    func(set, s any) string { return strings.Trim(unmark(toString(s)), unmark(toString(set))) },
		"hasPrefix":  func(prefix, s any) bool { return strings.HasPrefix(toString(s), unmark(toString(prefix))) },
		"hasSuffix":  func(suffix, s any) bool { return strings.HasSuffix(unmark(toString(s)), unmark(toString(suffix))) },
		"contains":   func(part, s any) bool { return strings.Contains(unmark(toString(s)), unmark(toString(part))) },
		"replace":    func(old, by, s any) string { return replace(toString(s), unmark(toString(old)), toString(by)) },
		"cat":        func(v ...any) (string, error) { return limited(joinAny(v, " ")) },
		"join":       func(sep string, v any) (string, error) { return limited(joinAny(toList(v), unmark(sep))) },
		"splitList":  func(sep, s string) []any { return anyList(strings.Split(s, unmark(sep))) },

		"list":     func(v ...any) ([]any, error) { return v, h.weigh(v) },
		"tuple":    func(v ...any) ([]any, error) { return v, h.weigh(v) },
		"first":    func(v any) any { return at(toList(v), 0) },
		"last":     func(v any) any { return at(toList(v), len(toList(v))-1) },
		"has":      func(v, list any) bool { return contains(toList(list), v) },
		"append":   func(list, v any) ([]any, error) { return h.weighed(append(slices.Clone(toList(list)), v)) },
		"concat":   func(lists ...any) ([]any, error) { return h.weighed(concat(lists)) },
		"until":    func(n any) []any { return until(toInt(n)) },
		"dict":     h.dict,
		"get":      func(m map[string]any, key string) any { return m[unmark(key)] },
		"set":      h.set,
		"hasKey":   func(m map[string]any, key string) bool { _, ok := m[unmark(key)]; return ok },
		"keys":     func(m map[string]any) []any { return anyList(sortedKeys(m)) },
		"deepCopy": func(v any) any { return v },
		"merge":    h.merge,
		"kindIs":   func(kind string, v any) bool { return kindOf(v) == kind },
	}
}

// tick counts the turns of all loops.
func (h *renderer) tick() (string, error) {
	if h.turns++; h.turns > maxTurns {
		return "", errRender
	}
	return "", nil
}

func (h *renderer) include(name string, data any) (string, error) {
	if err := h.count(); err != nil {
		return "", err
	}
	return h.execute(unmark(name), data)
}

// tpl renders a value that is a template itself.
func (h *renderer) tpl(text any, data any) (string, error) {
	if err := h.count(); err != nil {
		return "", err
	}
	source := toString(text)
	if !strings.Contains(source, "{{") {
		return source, nil
	}
	name := "tpl " + strconv.Itoa(h.turns)
	t, err := h.root.New(name).Parse(source)
	if err != nil {
		return "", fmt.Errorf("tpl: %w", err)
	}
	h.instrument(t.Tree.Root, "", "")
	return h.execute(name, data)
}

func (h *renderer) count() error {
	_, err := h.tick()
	return err
}

// text is a function on strings as one on any value.
func text(f func(string) string) func(any) string {
	return func(v any) string { return f(toString(v)) }
}

func toString(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	default:
		return fmt.Sprint(v)
	}
}

func toInt(v any) int64 {
	switch v := v.(type) {
	case int:
		return int64(v)
	case int64:
		return v
	}
	i, _ := strconv.ParseInt(unmark(toString(v)), 10, 64)
	return i
}

func toList(v any) []any {
	list, _ := v.([]any)
	return list
}

func anyList(s []string) []any {
	list := make([]any, len(s))
	for i, v := range s {
		list[i] = v
	}
	return list
}

func at(list []any, i int) any {
	if i < 0 || i >= len(list) {
		return nil
	}
	return list[i]
}

func concat(lists []any) []any {
	var all []any
	for _, l := range lists {
		all = append(all, toList(l)...)
	}
	return all
}

func until(n int64) []any {
	var all []any
	for i := range min(n, 1000) {
		all = append(all, i)
	}
	return all
}

// limited refuses a text that is too long.
func limited(s string) (string, error) {
	if len(s) > maxOutput {
		return "", errRender
	}
	return s, nil
}

func isEmpty(v any) bool {
	r := reflect.ValueOf(v)
	switch r.Kind() {
	case reflect.Invalid:
		return true
	case reflect.Map, reflect.Slice, reflect.String:
		return r.Len() == 0
	default:
		return r.IsZero()
	}
}

func orDefault(def any, v []any) any {
	if len(v) == 0 || isEmpty(v[0]) {
		return def
	}
	return v[0]
}

func coalesce(vs ...any) any {
	for _, v := range vs {
		if !isEmpty(v) {
			return v
		}
	}
	return nil
}

func kindOf(v any) string {
	switch v.(type) {
	case nil:
		return "invalid"
	case map[string]any:
		return "map"
	case []any:
		return "slice"
	default:
		return reflect.TypeOf(v).Kind().String()
	}
}

// indent puts spaces before each line that has something.
func indent(n int, s string) string {
	pad := strings.Repeat(" ", max(0, min(n, 200)))
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if strings.TrimFunc(line, unicode.IsSpace) != "" {
			lines[i] = pad + line
		}
	}
	return strings.Join(lines, "\n")
}

func trunc(n int, v any) string {
	s := unmark(toString(v))
	switch {
	case n >= 0 && n < len(s):
		return s[:n]
	case n < 0 && -n < len(s):
		return s[len(s)+n:]
	}
	return s
}

// replace refuses to make texts grow without bound.
func replace(s, old, by string) string {
	if old == "" || len(s)*max(len(by), 1) > maxOutput {
		return s
	}
	return strings.ReplaceAll(s, old, by)
}

func joinAny(vs []any, sep string) string {
	var parts []string
	for _, v := range vs {
		if v != nil {
			parts = append(parts, toString(v))
		}
	}
	return strings.Join(parts, sep)
}

func jsonText(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(data)
}
