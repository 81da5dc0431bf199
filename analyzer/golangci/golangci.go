// Package golangci makes flowvet's passes a linter of golangci-lint, by its module
// plugin system. Importing it registers the linter flowvet; docs/golangci.md says how.
package golangci

import (
	"fmt"
	"strings"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/flowvet/flowvet/analyzer"
)

func init() { register.Plugin("flowvet", New) }

// Settings are those of the linter in golangci-lint's configuration.
type Settings struct {
	// Rules are rules to add or, with a minus, to leave out; all is every rule.
	Rules []string `json:"rules"`
}

// New makes the linter. The error says which setting is wrong.
func New(settings any) (register.LinterPlugin, error) {
	s, err := register.DecodeSettings[Settings](settings)
	if err != nil {
		return nil, fmt.Errorf("settings of flowvet: %w", err)
	}
	pass, err := analyzer.WithRules(strings.Join(s.Rules, ","))
	if err != nil {
		return nil, fmt.Errorf("settings of flowvet: rules: %w", err)
	}
	return plugin{pass}, nil
}

type plugin struct{ pass *analysis.Analyzer }

// BuildAnalyzers returns the pass.
func (p plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	return []*analysis.Analyzer{p.pass}, nil
}

// GetLoadMode asks for types: the rules need them.
func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
