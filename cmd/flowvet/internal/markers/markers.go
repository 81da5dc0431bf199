// Package markers finds and fills blocks in Markdown files.
//
// A block stands between two comments, each on a line of its own:
//
//	<!-- flowvet:start NAME -->
//	<!-- flowvet:end NAME -->
//
// What is outside of the blocks stays byte for byte as it is. Markers inside of code
// fences are text. A marker without its other half, a name that is there twice, and a
// block in another one are errors with their line: what should be replaced is then not
// clear.
package markers

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// Block is the part of a file between two markers.
type Block struct {
	Name       string
	Line       int // of the marker that starts it
	start, end int // the bytes between the lines of the markers
}

// An Error is a marker that makes no sense.
type Error struct {
	Line    int // from 1
	Message string
}

func (e *Error) Error() string { return e.Message }

// Lines are the two lines that make a block.
func Lines(name string) (start, end string) {
	return "<!-- flowvet:start " + name + " -->", "<!-- flowvet:end " + name + " -->"
}

var (
	marker = regexp.MustCompile(`^ {0,3}<!--\s*flowvet:(\S+)(?:\s+(.*?))?\s*-->\s*$`)
	name   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)
	fence  = regexp.MustCompile("^ {0,3}(`{3,}|~{3,})(.*)$")
)

// Find returns the blocks of a file in their order. The error is an *Error.
func Find(data []byte) ([]Block, error) {
	var blocks []Block
	var open *Block
	lineOf := map[string]int{}
	fenced := "" // the fence that is open
	for at, n := 0, 1; at < len(data); n++ {
		end := len(data)
		if i := bytes.IndexByte(data[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		line := strings.TrimRight(string(data[at:end]), "\r\n")
		if open == nil { // what is in a block is replaced, fences and all
			fenced = fenceAfter(fenced, line)
		}
		m := marker.FindStringSubmatch(strings.TrimPrefix(line, "\ufeff"))
		if m == nil || fenced != "" {
			at = end
			continue
		}
		switch verb, id := m[1], m[2]; {
		case verb != "start" && verb != "end":
			return nil, &Error{n, fmt.Sprintf("flowvet:%s is no marker; they are flowvet:start NAME and flowvet:end NAME", verb)}
		case !name.MatchString(id):
			return nil, &Error{n, fmt.Sprintf("flowvet:%s needs the name of a block, of letters, digits, dots and dashes", verb)}
		case verb == "start" && open != nil:
			return nil, &Error{n, fmt.Sprintf("block %s starts inside of block %s, which starts in line %d", id, open.Name, open.Line)}
		case verb == "start" && lineOf[id] > 0:
			return nil, &Error{n, fmt.Sprintf("block %s is there twice: it also starts in line %d", id, lineOf[id])}
		case verb == "start":
			open = &Block{Name: id, Line: n, start: end}
			lineOf[id] = n
		case open == nil:
			return nil, &Error{n, fmt.Sprintf("block %s ends, but does not start", id)}
		case open.Name != id:
			return nil, &Error{n, fmt.Sprintf("block %s ends inside of block %s, which starts in line %d", id, open.Name, open.Line)}
		default:
			open.end = at
			blocks, open = append(blocks, *open), nil
		}
		at = end
	}
	if open != nil {
		return nil, &Error{open.Line, fmt.Sprintf("block %s starts, but does not end", open.Name)}
	}
	return blocks, nil
}

// fenceAfter is the code fence that is open after a line (CommonMark 0.31, "Fenced
// code blocks").
func fenceAfter(open, line string) string {
	m := fence.FindStringSubmatch(line)
	switch {
	case m == nil:
		return open
	case open == "" && (m[1][0] == '~' || !strings.Contains(m[2], "`")):
		return m[1]
	case open != "" && m[1][0] == open[0] && len(m[1]) >= len(open) && strings.TrimSpace(m[2]) == "":
		return ""
	}
	return open
}

// Fill returns the file with the content of its blocks replaced. Content is text with
// "\n" as the end of each line; it gets the ends of lines of the file. Blocks that
// content does not name stay as they are.
func Fill(data []byte, blocks []Block, content map[string]string) []byte {
	newline := newlineOf(data)
	var out bytes.Buffer
	at := 0
	for _, b := range blocks {
		text, ok := content[b.Name]
		if !ok {
			continue
		}
		out.Write(data[at:b.start])
		text = strings.Trim(text, "\n")
		if text != "" {
			out.WriteString(strings.ReplaceAll("\n"+text+"\n\n", "\n", newline))
		}
		at = b.end
	}
	out.Write(data[at:])
	return out.Bytes()
}

// Append returns the file with an empty block at its end.
func Append(data []byte, name string) []byte {
	start, end := Lines(name)
	newline := newlineOf(data)
	out := bytes.Clone(data)
	if n := len(out); n > 0 && out[n-1] != '\n' {
		out = append(out, newline...)
	}
	if len(out) > 0 {
		out = append(out, newline...)
	}
	return append(out, start+newline+end+newline...)
}

// newlineOf is how the first line of a file ends.
func newlineOf(data []byte) string {
	if i := bytes.IndexByte(data, '\n'); i > 0 && data[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}
