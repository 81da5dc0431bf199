package extract

import (
	"context"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/deploy"
	"github.com/flowvet/flowvet/extract/internal/eval"
)

// service is what a main function does in one unit, or one of its sub-commands.
type service struct {
	id     string
	result *eval.Result
}

// mainServices collects the services that one main function is.
type mainServices struct {
	built *built
	ctx   context.Context
	main  *ssa.Function
	path  string
	// commands are the sub-commands that were found, started those that some unit
	// starts, reached the endpoints of the services so far.
	commands []string
	started  []string
	reached  map[string]bool
}

// in are the services of one unit: the sub-command that it starts, else each one
// when they reach different endpoints.
func (m *mainServices) in(unit *deploy.Unit, id string) []service {
	whole := m.built.program.Run(m.ctx, m.main, unit, "")
	if len(whole.Commands) < 2 || len(whole.Endpoints) == 0 {
		return m.noted([]service{{id, whole}})
	}
	m.commands = whole.Commands
	for _, arg := range unit.Args() {
		if slices.Contains(whole.Commands, arg) {
			m.started = append(m.started, arg)
			return m.noted([]service{{id, m.built.program.Run(m.ctx, m.main, unit, arg)}})
		}
	}
	m.started = whole.Commands
	var list []service
	for _, c := range whole.Commands {
		r := m.built.program.Run(m.ctx, m.main, unit, c)
		alike := func(s service) bool { return slices.Equal(reached(s.result), reached(r)) }
		if len(r.Endpoints) > 0 && !slices.ContainsFunc(list, alike) {
			list = append(list, service{id + "#" + c, r})
		}
	}
	if len(list) < 2 {
		list = []service{{id, whole}}
	}
	return m.noted(list)
}

// idle are the sub-commands that no unit starts and that reach endpoints which no
// service so far does: someone starts them in a way that is not checked in.
func (m *mainServices) idle(unit *deploy.Unit) []service {
	var list []service
	for _, c := range m.commands {
		if slices.Contains(m.started, c) {
			continue
		}
		r := m.built.program.Run(m.ctx, m.main, unit, c)
		isNew := func(endpoint string) bool { return !m.reached[endpoint] }
		if slices.ContainsFunc(reached(r), isNew) {
			list = append(list, m.noted([]service{{m.path + "#" + c, r}})...)
		}
	}
	return list
}

func (m *mainServices) noted(list []service) []service {
	for _, s := range list {
		for _, endpoint := range reached(s.result) {
			m.reached[endpoint] = true
		}
	}
	return list
}

// reached are the endpoints of a result, as far as they tell commands apart.
func reached(r *eval.Result) []string {
	list := make([]string, len(r.Endpoints))
	for i, e := range r.Endpoints {
		list[i] = string(e.Direction) + " " + e.Broker + " " + e.Channel.Text
	}
	slices.Sort(list)
	return slices.Compact(list)
}
