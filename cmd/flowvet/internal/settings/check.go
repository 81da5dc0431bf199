package settings

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/graph/check"
	"github.com/flowvet/flowvet/graph/rules"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// Check says what `flowvet check` reports.
type Check struct {
	FailOn   string            `yaml:"fail-on"`  // as --fail-on
	Baseline string            `yaml:"baseline"` // as --baseline, from the file's folder
	Off      []string          `yaml:"off"`      // IDs of rules
	Owners   map[string]string `yaml:"owners"`   // the service by channel, where * is anything
	Ordered  []string          `yaml:"ordered"`  // channels whose messages need a key
	Allow    []Allow           `yaml:"allow"`
}

// Allow is a finding that is meant to be. Rule and Reason are required; what else is
// given must fit, and * stands for anything.
type Allow struct {
	Rule    string `yaml:"rule"`
	Channel string `yaml:"channel"`
	Service string `yaml:"service"`
	File    string `yaml:"file"`
	Reason  string `yaml:"reason"`

	at *token.Token
}

// Covers reports whether a finding is what the entry allows.
func (a *Allow) Covers(f check.Finding) bool {
	return check.Allowance{Rule: a.Rule, Channel: a.Channel, Service: a.Service, File: a.File}.Covers(f)
}

// Line is where the entry stands in the file.
func (a *Allow) Line() int {
	if a.at == nil {
		return 0
	}
	return a.at.Position.Line
}

// UnmarshalYAML notes the place of the entry.
func (a *Allow) UnmarshalYAML(node ast.Node) error {
	type plain Allow
	if err := yaml.NodeToValue(node, (*plain)(a), yaml.Strict()); err != nil {
		return err
	}
	a.at = tokenOf(node)
	return nil
}

// Options are what the rules need to know.
func (c *Check) Options() check.Options {
	opt := check.Options{Ordered: c.Ordered}
	for _, channel := range slices.Sorted(maps.Keys(c.Owners)) {
		opt.Owners = append(opt.Owners, check.Owner{Channel: channel, Service: c.Owners[channel]})
	}
	return opt
}

// validate checks what the file's form cannot.
func (c *Check) validate() error {
	if c.FailOn != "" && c.FailOn != "never" && !slices.Contains(graph.Severities, graph.Severity(c.FailOn)) {
		return &placedError{nil, fmt.Sprintf("check.fail-on is %q", c.FailOn), "it is error, warning, note or never"}
	}
	for _, id := range c.Off {
		if _, ok := rules.Find(id); !ok {
			return noRule(nil, "check.off", id)
		}
	}
	for _, a := range c.Allow {
		if _, ok := rules.Find(a.Rule); !ok {
			return noRule(a.at, "check.allow", a.Rule)
		}
		if strings.TrimSpace(a.Reason) == "" {
			return &placedError{a.at, "an allowed finding needs a reason", "add reason: and why it is meant to be"}
		}
	}
	return nil
}

func noRule(at *token.Token, key, id string) error {
	return &placedError{at, fmt.Sprintf("%s: there is no rule %q", key, id), "`flowvet check --list` has all rules"}
}
