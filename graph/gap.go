package graph

import "slices"

// Gap is a part of a name that nothing checked in decides.
type Gap struct {
	// Name is the part as it stands in the name: {line.SKU}, ${ORDERS_TOPIC}.
	Name string `json:"name"`
	// Kind says what stands there: config for what is read from configuration,
	// else field, parameter or unknown.
	Kind string `json:"kind"`
	// Text is the field or the key.
	Text string `json:"text,omitempty"`
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
}

// The kinds of gaps.
const (
	GapConfig    = "config"
	GapField     = "field"
	GapParameter = "parameter"
	GapUnknown   = "unknown"
)

// Gaps returns what keeps the name of an endpoint's channel from being exact, in
// the order in which it stands there.
func (d *Document) Gaps(e Endpoint) []Gap {
	i := slices.IndexFunc(d.Channels, func(c Channel) bool { return c.ID == e.Channel })
	if i < 0 || d.Channels[i].Resolution == Exact {
		return nil
	}
	c := d.Channels[i]
	var gaps []Gap
	for _, p := range parse(Name{Text: c.Name, Resolution: c.Resolution}) {
		switch p.kind {
		case hole:
			gaps = append(gaps, filledLater(e.Provenance, p.text))
		case reference:
			gaps = append(gaps, notConfigured(e.Provenance, p.text))
		}
	}
	if len(gaps) == 0 {
		gaps = []Gap{filledLater(e.Provenance, "")}
	}
	return gaps
}

// filledLater describes a hole by the steps that led to it: the last field that
// was read before, or a parameter.
func filledLater(steps []Step, name string) Gap {
	gap := Gap{Kind: GapUnknown}
	if name != "" {
		gap.Name = "{" + name + "}"
	}
	for i, s := range steps {
		if s.Kind != "unknown" && s.Kind != "parameter" || s.Text != name {
			continue
		}
		gap.Kind, gap.File, gap.Line = s.Kind, s.File, s.Line
		if i > 0 && steps[i-1].Kind == "field" && s.Kind == "unknown" {
			gap.Kind, gap.Text, gap.File, gap.Line = GapField, steps[i-1].Text, steps[i-1].File, steps[i-1].Line
		}
		break
	}
	return gap
}

// notConfigured describes a reference by the step that read the key, or else the
// last one that read a key of another name: that of a variable, say, where code
// asks for what it is bound to.
func notConfigured(steps []Step, key string) Gap {
	gap := Gap{Name: "${" + key + "}", Kind: GapConfig, Text: key}
	for _, s := range steps {
		if s.Kind != "config" && s.Kind != "env" && s.Kind != "flag" {
			continue
		}
		if s.File != "" {
			gap.File, gap.Line = s.File, s.Line
		}
		if s.Text == key {
			break
		}
	}
	return gap
}
