package golangci

import (
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
)

func TestPlugin(t *testing.T) {
	newPlugin, err := register.GetPlugin("flowvet")
	if err != nil {
		t.Fatal(err)
	}
	p, err := newPlugin(map[string]any{"rules": []any{"dual-write", "-no-deadline"}})
	if err != nil {
		t.Fatal(err)
	}
	list, err := p.BuildAnalyzers()
	if err != nil || len(list) != 1 || list[0].Name != "flowvet" || p.GetLoadMode() != register.LoadModeTypesInfo {
		t.Errorf("%v, %v, %s", list, err, p.GetLoadMode())
	}
	if got := list[0].Flags.Lookup("rules").Value.String(); got != "dual-write,-no-deadline" {
		t.Errorf("the rules are %q", got)
	}
}

func TestWrongSettingsAreErrors(t *testing.T) {
	for _, settings := range []any{
		map[string]any{"rule": []any{"dual-write"}},
		map[string]any{"rules": []any{"dual-wirte"}},
	} {
		if _, err := New(settings); err == nil || !strings.HasPrefix(err.Error(), "settings of flowvet") {
			t.Errorf("%v: %v", settings, err)
		}
	}
}
