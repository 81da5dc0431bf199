package eval

import (
	"github.com/flowvet/flowvet/extract/internal/config"
	"github.com/flowvet/flowvet/extract/internal/deploy"
	"github.com/flowvet/flowvet/graph"
)

// maxOthers bounds the alternatives of one endpoint.
const maxOthers = 16

// alternatives are the other values of the configuration that an endpoint's name
// was found in.
func (m *machine) alternatives(c consumer) []graph.Alternative {
	t := c.ep.channel
	if t.id == "" && c.ep.stream != nil {
		t = c.ep.stream
	}
	if m.unit == nil {
		return nil
	}
	var out []graph.Alternative
	for p := t.prov; p != nil; p = p.next {
		key, others := m.othersOf(p)
		for _, o := range others {
			if len(out) == maxOthers || o.Text == t.id {
				continue
			}
			out = append(out, graph.Alternative{Environment: o.Env, Key: key, Value: o.Text, Kind: o.Kind, File: o.File, Line: o.Line})
		}
	}
	return out
}

// othersOf are the other values of what one step reads, with its key.
func (m *machine) othersOf(p *prov) (string, []deploy.Alternative) {
	switch {
	case p.kind == config.KindFile:
		return m.unit.FileAlternatives(p.file, p.line)
	case p.kind == "env" || p.kind == "config":
		return p.text, m.unit.Alternatives(p.text)
	case p.kind == "flag":
		return p.text, m.unit.FlagAlternatives(p.text)
	}
	return "", nil
}
