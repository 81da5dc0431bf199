package eval

import (
	"go/types"
	"sort"
	"strconv"
	"strings"
)

// Paths name the cells of an object: "", ".Topic", "[0].Name", "{key}".

// pathType is the type of a cell, nil if the path does not fit the type.
func pathType(t types.Type, path string) types.Type {
	for path != "" {
		name, rest := splitPath(path)
		switch {
		case name[0] == '.':
			t = fieldType(t, name[1:])
		case name[0] == '[' || name[0] == '{':
			if t = elemType(t); t == types.Typ[types.Invalid] {
				t = nil
			}
		default:
			return nil
		}
		if t == nil {
			return nil
		}
		path = rest
	}
	return t
}

// splitPath takes the first step off a path: ".Name", "[0]" or "{key}".
func splitPath(path string) (first, rest string) {
	if i := strings.IndexAny(path[1:], ".[{"); i >= 0 {
		return path[:i+1], path[i+1:]
	}
	return path, ""
}

func fieldType(t types.Type, name string) types.Type {
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for i := range st.NumFields() {
		if st.Field(i).Name() == name {
			return st.Field(i).Type()
		}
	}
	return nil
}

func sortedCells(o *Object) []string {
	paths := make([]string, 0, len(o.cells))
	for p := range o.cells {
		paths = append(paths, p)
	}
	sort.Slice(paths, func(i, j int) bool { return pathLess(paths[i], paths[j]) })
	return paths
}

// pathLess orders paths with numbers by value.
func pathLess(a, b string) bool {
	for a != "" && b != "" {
		if a[0] == '[' && b[0] == '[' {
			x, ra := leadingNumber(a[1:])
			y, rb := leadingNumber(b[1:])
			if x != y {
				return x < y
			}
			a, b = ra, rb
			continue
		}
		if a[0] != b[0] {
			return a[0] < b[0]
		}
		a, b = a[1:], b[1:]
	}
	return len(a) < len(b)
}

func leadingNumber(s string) (int, string) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	n, err := strconv.Atoi(s[:i])
	if err != nil {
		n = -1
	}
	return n, s[i:]
}
