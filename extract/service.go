package extract

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/deploy"
	"github.com/flowvet/flowvet/extract/internal/eval"
)

// service is what a main function does in one unit, or one of its sub-commands.
type service struct {
	id     string
	result *eval.Result
}

// services are the services that a main function is in one unit: the sub-command
// that the unit starts, else each one when they reach different endpoints.
func (b *built) services(ctx context.Context, main *ssa.Function, unit *deploy.Unit, id string) []service {
	whole := b.program.Run(ctx, main, unit, "")
	if len(whole.Commands) < 2 || len(whole.Endpoints) == 0 {
		return []service{{id, whole}}
	}
	if c := started(unit, whole.Commands); c != "" {
		return []service{{id, b.program.Run(ctx, main, unit, c)}}
	}
	var list []service
	for _, c := range whole.Commands {
		if r := b.program.Run(ctx, main, unit, c); len(r.Endpoints) > 0 {
			list = append(list, service{id + "#" + c, r})
		}
	}
	if len(list) < 2 || alike(list) {
		return []service{{id, whole}}
	}
	return list
}

// started is the sub-command that a unit starts, "" if that is not known.
func started(unit *deploy.Unit, commands []string) string {
	for _, arg := range unit.Args() {
		if slices.Contains(commands, arg) {
			return arg
		}
	}
	return ""
}

// alike says whether services reach the same endpoints: then the sub-command does
// not matter.
func alike(list []service) bool {
	for _, s := range list[1:] {
		if reached(s.result) != reached(list[0].result) {
			return false
		}
	}
	return true
}

func reached(r *eval.Result) string {
	var b strings.Builder
	for _, e := range r.Endpoints {
		b.WriteString(string(e.Direction) + " " + e.Broker + " " + e.Channel.Text + "\n")
	}
	return b.String()
}
