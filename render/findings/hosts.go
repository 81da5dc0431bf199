package findings

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// names of severities where they differ from ours.
var (
	githubLevels = map[graph.Severity]string{graph.Error: "error", graph.Warning: "warning", graph.Note: "notice"}
	gitlabLevels = map[graph.Severity]string{graph.Error: "major", graph.Warning: "minor", graph.Note: "info"}
)

// GitHub writes workflow commands, which Actions shows as annotations of lines
// (docs.github.com, "Workflow commands for GitHub Actions").
func GitHub(w io.Writer, list []graph.Diagnostic) error {
	out := bufio.NewWriter(w)
	for _, d := range list {
		properties := []string{"title=" + property(d.Rule)}
		if d.File != "" {
			properties = append(properties, "file="+property(d.File), "line="+strconv.Itoa(max(d.Line, 1)))
			if d.Column > 0 {
				properties = append(properties, "col="+strconv.Itoa(d.Column))
			}
		}
		fmt.Fprintf(out, "::%s %s::%s\n", githubLevels[d.Severity], strings.Join(properties, ","), data(line(d.Message)))
	}
	return out.Flush()
}

// data and property escape as the runner's toolkit does (actions/toolkit, command.ts).
func data(s string) string { return dataEscapes.Replace(s) }

func property(s string) string { return propertyEscapes.Replace(s) }

var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// GitLab writes a Code Quality report, which merge requests show
// (docs.gitlab.com, "Code Quality report format").
func GitLab(w io.Writer, list []graph.Diagnostic) error {
	type lines struct {
		Begin int `json:"begin"`
	}
	type location struct {
		Path  string `json:"path"`
		Lines lines  `json:"lines"`
	}
	type issue struct {
		Description string   `json:"description"`
		CheckName   string   `json:"check_name"`
		Fingerprint string   `json:"fingerprint"`
		Severity    string   `json:"severity"`
		Location    location `json:"location"`
	}
	out := []issue{}
	for i, print := range Fingerprints(list) {
		d := list[i]
		out = append(out, issue{d.Message, d.Rule, print, gitlabLevels[d.Severity], location{d.File, lines{max(d.Line, 1)}}})
	}
	return encode(w, out)
}
