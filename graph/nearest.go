package graph

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
)

const (
	// maxNearest is how many names are proposed.
	maxNearest = 3
	// maxCompared is the length up to which names are compared.
	maxCompared = 200
)

// Nearest returns what is there and is written almost as the query, the nearest
// first. It may be nothing.
func (d *Document) Nearest(q Query) []string {
	type near struct {
		name     string
		distance int
	}
	var found []near
	for _, name := range d.candidates(q) {
		if n := distance(q.text, q.shortened(name)); n <= max(2, len(q.text)/3) {
			found = append(found, near{name, n})
		}
	}
	slices.SortFunc(found, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.name, b.name))
	})
	return list(found[:min(len(found), maxNearest)], func(n near) string { return n.name })
}

// shortened leaves out the folders at the start of a line's file that the query
// does not give either.
func (q Query) shortened(name string) string {
	if q.file == "" {
		return name
	}
	folders := strings.Split(name, "/")
	return strings.Join(folders[max(0, len(folders)-1-strings.Count(q.file, "/")):], "/")
}

// candidates are the names that a query of the same form could have.
func (d *Document) candidates(q Query) []string {
	names := map[string]bool{}
	switch {
	case q.isFlow:
		d.flowNames(q.channel != "", names)
	case q.file != "":
		for _, e := range d.Endpoints {
			for _, f := range e.Trace {
				names[f.File+":"+strconv.Itoa(f.Line)] = true
			}
		}
	}
	if !q.isFlow {
		for _, c := range d.Channels {
			names[c.Name] = true
			if strings.Contains(q.text, ":") {
				names[c.ID] = true
			}
		}
	}
	delete(names, "")
	return slices.Sorted(maps.Keys(names))
}

func (d *Document) flowNames(channels bool, names map[string]bool) {
	index := newIndex(d)
	for _, f := range d.Flows {
		name := f.From + " -> "
		if channels {
			name += index.channels[f.Channel].Name + " -> "
		}
		names[name+f.To] = true
	}
}

// distance counts the letters to insert, delete or replace to make one name of the
// other. A part of a name is near to it.
func distance(a, b string) int {
	a, b = strings.ToLower(a), strings.ToLower(b)
	if len(a) > 2 && strings.Contains(b, a) {
		return 1
	}
	x, y := []rune(a), []rune(b)
	x, y = x[:min(len(x), maxCompared)], y[:min(len(y), maxCompared)]
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j, s := range y {
			replaced := diagonal
			if r != s {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, diagonal+1)
		}
	}
	return row[len(y)]
}
