package deploy

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// chart is a Helm chart.
type chart struct {
	dir       string
	name      string
	version   string
	app       string
	parent    *chart
	templates []string
	overlays  []string // further values files, beside values.yaml
}

func isChartFile(base string) bool { return base == "Chart.yaml" }

// inChart says that a file belongs to a Helm chart.
func (s *System) inChart(file string) bool {
	for dir := path.Dir(file); ; dir = path.Dir(dir) {
		if s.chartDirs()[dir] {
			return true
		}
		if dir == "." {
			return false
		}
	}
}

func (s *System) findChartDirs() map[string]bool {
	dirs := map[string]bool{}
	for _, f := range s.files(isChartFile) {
		dirs[path.Dir(f)] = true
	}
	return dirs
}

// charts are all charts, those of parents first.
func (s *System) charts() []*chart {
	var all []*chart
	byDir := map[string]*chart{}
	for _, dir := range sortedKeys(s.chartDirs()) {
		c := &chart{dir: dir, name: path.Base(dir)}
		if t, err := s.repo.FileAs(path.Join(dir, "Chart.yaml"), "yaml"); err == nil {
			if name := t.Root().Get("name").String(); name != "" {
				c.name = name
			}
			c.version, c.app = t.Root().Get("version").String(), t.Root().Get("appVersion").String()
		}
		if path.Base(path.Dir(dir)) == "charts" {
			c.parent = byDir[path.Dir(path.Dir(dir))]
		}
		byDir[dir] = c
		all = append(all, c)
	}
	for _, f := range s.repo.Files() {
		if c := nearestChart(byDir, f); c != nil {
			c.add(f)
		}
	}
	return all
}

func nearestChart(byDir map[string]*chart, file string) *chart {
	for dir := path.Dir(file); ; dir = path.Dir(dir) {
		if c := byDir[dir]; c != nil || dir == "." {
			return c
		}
	}
}

// add sorts a file of the chart's folder into templates and values.
func (c *chart) add(file string) {
	rel := strings.Join(relElements(file, c.dir), "/")
	ext := path.Ext(rel)
	switch {
	case strings.HasPrefix(rel, "templates/tests/"):
	case strings.HasPrefix(rel, "templates/") && (isYAML(rel) || ext == ".tpl"):
		c.templates = append(c.templates, file)
	case isYAML(rel) && rel != "values.yaml" && rel != "Chart.yaml" && !strings.HasPrefix(rel, "crds/"):
		if len(c.overlays) < maxOverlays && (strings.Contains(rel, "values") || environmentOf(rel) != "") {
			c.overlays = append(c.overlays, file)
		}
	}
}

// helmProcesses are the containers of charts with their own values, and with each
// further values file.
func (s *System) helmProcesses() []*process {
	var all []*process
	for _, c := range s.charts() {
		all = append(all, s.release(c, "")...)
		for _, values := range c.overlays {
			all = append(all, s.release(c, values)...)
		}
	}
	return all
}

// release renders a chart and reads the manifests.
func (s *System) release(c *chart, overlay string) []*process {
	env := environmentOf(c.dir)
	if overlay != "" {
		env = environmentOf(overlay)
	}
	m := newManifests(s.repo, kindHelm, kindHelm+" "+c.dir+" "+overlay, env)
	h := &renderer{sys: s, chart: c}
	values := h.values(c, overlay)
	for _, name := range h.render(values, overlay) {
		m.read(name)
	}
	return s.workloads(m)
}

// values are the chart's own, overridden by its parent's and by those of another
// file.
func (h *renderer) values(c *chart, overlay string) map[string]any {
	values := h.load(path.Join(c.dir, "values.yaml"))
	if c.parent != nil {
		above := h.values(c.parent, "")
		if own, ok := above[c.name].(map[string]any); ok {
			override(values, own)
		}
		if global, ok := above["global"]; ok {
			override(values, map[string]any{"global": global})
		}
	}
	if overlay != "" {
		override(values, h.load(overlay))
	}
	return values
}

func override(values, by map[string]any) {
	for key, v := range by {
		old, oldMap := values[key].(map[string]any)
		added, newMap := v.(map[string]any)
		if oldMap && newMap {
			override(old, added)
			continue
		}
		values[key] = v
	}
}

func (h *renderer) load(file string) map[string]any {
	t, err := h.sys.repo.FileAs(file, "yaml")
	if err != nil {
		return map[string]any{}
	}
	if m, ok := h.goValue(t.Root(), file).(map[string]any); ok {
		return m
	}
	return map[string]any{}
}

// goValue is a node as templates see it. Strings carry a mark of where they stand.
func (h *renderer) goValue(n *config.Node, file string) any {
	switch {
	case n == nil || n.Kind == config.Null:
		return nil
	case n.Kind == config.Map:
		m := map[string]any{}
		for _, e := range n.Entries() {
			m[e.Key] = h.goValue(e.Value, file)
		}
		return m
	case n.Kind == config.List:
		list := []any{}
		for _, item := range n.Items() {
			list = append(list, h.goValue(item, file))
		}
		return list
	}
	if i, err := strconv.ParseInt(n.Text, 10, 64); err == nil {
		return i
	}
	switch {
	case n.Text == "true" || n.Text == "false":
		return n.Text == "true"
	case n.Text == "":
		return ""
	case strings.Contains(n.Text, "\n"):
		return h.mark(file, n.Line+1) + h.markLines(n.Text, file, n.Line+1)
	}
	return n.Text + h.mark(file, n.Line)
}

// toYAML writes a value in block style, so that it can be put below or between
// what the template has.
func toYAML(v any) string {
	var b strings.Builder
	writeYAML(&b, v, 0)
	return strings.TrimSuffix(b.String(), "\n")
}

func writeYAML(b *strings.Builder, v any, indent int) {
	if b.Len() > maxOutput {
		return // it is refused as a whole
	}
	pad := strings.Repeat("  ", indent)
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 0 {
			b.WriteString(pad + "{}\n")
		}
		for _, key := range sortedKeys(v) {
			b.WriteString(pad + strconv.Quote(key) + ":")
			writeNested(b, v[key], indent)
		}
	case []any:
		if len(v) == 0 {
			b.WriteString(pad + "[]\n")
		}
		for _, item := range v {
			b.WriteString(pad + "-")
			writeNested(b, item, indent)
		}
	default:
		b.WriteString(pad + yamlScalar(v) + "\n")
	}
}

func writeNested(b *strings.Builder, v any, indent int) {
	switch v.(type) {
	case map[string]any, []any:
		b.WriteString("\n")
		writeYAML(b, v, indent+1)
	default:
		b.WriteString(" " + yamlScalar(v) + "\n")
	}
}

func yamlScalar(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return quoteYAML(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case bool:
		return strconv.FormatBool(v)
	default:
		return quoteYAML(toString(v))
	}
}

var yamlEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`, "\r", `\r`)

func quoteYAML(s string) string { return `"` + yamlEscapes.Replace(s) + `"` }

// contains says that a list has a value.
func contains(list []any, v any) bool {
	return slices.ContainsFunc(list, func(item any) bool { return unmark(toString(item)) == unmark(toString(v)) })
}
