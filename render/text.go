package render

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/flowvet/flowvet/graph"
)

// The ANSI codes that text is coloured with.
const (
	ansiReset  = "\x1b[0m"
	ansiBold   = "\x1b[1m"
	ansiDim    = "\x1b[2m"
	ansiGreen  = "\x1b[32m"
	ansiYellow = "\x1b[33m"
	ansiCyan   = "\x1b[36m"
)

// directionTitles say what a service does, in its own row's words.
var directionTitles = map[graph.Direction]struct{ verb, color, peers string }{
	graph.Consume: {"consumes", ansiGreen, "from "},
	graph.Publish: {"publishes", ansiCyan, "to "},
}

// Text writes for each service what it consumes and publishes, and who is at the other
// end, in aligned columns for a terminal. With Options.Color the columns are told
// apart by colour, too.
func Text(w io.Writer, doc *graph.Document, opt Options) error {
	t := &texter{color: opt.Color}
	t.line(cell{title(doc), ansiBold})
	t.line(cell{description(newOverview(doc)), ""})
	all := uses(doc)
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].service == all[0].service {
			n++
		}
		t.service(all[:n])
		all = all[n:]
	}
	t.open(openNames(doc))
	_, err := io.WriteString(w, t.text.String())
	return err
}

// texter writes text.
type texter struct {
	text  strings.Builder
	color bool
}

// cell is a part of a line in a colour, "" for none.
type cell struct{ text, color string }

// line writes cells without alignment.
func (t *texter) line(cells ...cell) {
	t.table([][]cell{cells})
}

// table writes rows of cells in columns, two blanks apart.
func (t *texter) table(rows [][]cell) {
	var widths []int
	for _, row := range rows {
		for i, c := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], width(printable(c.text)))
		}
	}
	for _, row := range rows {
		for len(row) > 1 && row[len(row)-1].text == "" {
			row = row[:len(row)-1]
		}
		for i, c := range row {
			text := printable(c.text)
			pad := strings.Repeat(" ", widths[i]-width(text)+2)
			if i == len(row)-1 {
				pad = ""
			}
			if t.color && c.color != "" && text != "" {
				text = c.color + text + ansiReset
			}
			t.text.WriteString(text + pad)
		}
		t.text.WriteByte('\n')
	}
}

func (t *texter) service(list []*use) {
	t.text.WriteByte('\n')
	t.line(cell{list[0].service, ansiBold})
	var rows [][]cell
	for i, u := range list {
		direction := directionTitles[u.direction]
		verb := cell{"", ""}
		if i == 0 || list[i-1].direction != u.direction {
			verb = cell{direction.verb, direction.color}
		}
		name := cell{nameOr(u.channel), ""}
		if u.channel.Resolution != graph.Exact {
			name.color = ansiYellow
		}
		rows = append(rows, []cell{{}, verb, name, {kindTitle(u.channel), ansiDim}, {strings.Join(u.events, ", "), ""},
			{peerWords(u, direction.peers), ""}, {groupNote(u), ansiDim}})
	}
	t.table(rows)
}

// peerWords say who is at the other end.
func peerWords(u *use, word string) string {
	switch {
	case u.endpoints[0].Mode == graph.Reply:
		return word + "whoever asked"
	case len(u.peers) == 0:
		return ""
	}
	return word + strings.Join(u.peers, ", ")
}

// groupNote has the consumer groups that are not just the service's name.
func groupNote(u *use) string {
	if len(u.groups) == 0 || len(u.groups) == 1 && u.groups[0] == u.service {
		return ""
	}
	return "group " + strings.Join(u.groups, ", ")
}

// open says which names are not known, and what would settle them.
func (t *texter) open(names []openName) {
	if len(names) == 0 {
		return
	}
	t.text.WriteByte('\n')
	t.line(cell{"Names that only run time knows", ansiBold})
	for _, o := range names {
		t.line(cell{}, cell{o.channel.ID, ansiYellow})
		for _, g := range o.gaps {
			t.line(cell{}, cell{}, cell{gapWords(g.Gap), ""})
			t.line(cell{}, cell{}, cell{fmt.Sprintf("to settle: %s", settleWords(g.Gap, g.endpoint)), ansiDim})
		}
	}
}

// wide are the blocks whose characters take two columns of a terminal.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x1100, 0x115f, 1}, {0x2e80, 0x303e, 1}, {0x3041, 0x33ff, 1}, {0x3400, 0x4dbf, 1}, {0x4e00, 0x9fff, 1},
		{0xa000, 0xa4cf, 1}, {0xac00, 0xd7a3, 1}, {0xf900, 0xfaff, 1}, {0xfe30, 0xfe6f, 1}, {0xff00, 0xff60, 1}, {0xffe0, 0xffe6, 1},
	},
	R32: []unicode.Range32{{0x1f300, 0x1f64f, 1}, {0x1f680, 0x1f6ff, 1}, {0x1f900, 0x1f9ff, 1}, {0x20000, 0x3fffd, 1}},
}

// width is how many columns a terminal needs for a text, as good as the blocks of
// Unicode tell.
func width(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case unicode.Is(wide, r):
			n += 2
		default:
			n++
		}
	}
	return n
}
