package eval

import (
	"go/types"
	"slices"
	"strings"
)

// A program with sub-commands is several services when these reach different
// endpoints. A command is a struct of a library with the functions that it runs;
// which of them runs, the command line says: evaluation runs all, or one.

// commandType says where a library's command has its name and what it runs.
type commandType struct {
	name string
	runs []string
	rest []string // run before or after it
}

var (
	cobraCommand = commandType{".Use", []string{".Run", ".RunE"}, []string{".PreRun", ".PreRunE", ".PostRun", ".PostRunE"}}
	cliCommand   = commandType{".Name", []string{".Action"}, []string{".Before", ".After"}}
)

// commandTypes are the libraries' commands, by type.
var commandTypes = map[string]commandType{
	"github.com/spf13/cobra.Command":              cobraCommand,
	"github.com/urfave/cli.Command":               cliCommand,
	"github.com/urfave/cli/v2.Command":            cliCommand,
	"github.com/urfave/cli/v3.Command":            cliCommand,
	"github.com/peterbourgon/ff/v3/ffcli.Command": {".Name", []string{".Exec"}, nil},
	"github.com/peterbourgon/ff/v4.Command":       {".Name", []string{".Exec"}, nil},
}

// maxCommands bounds the commands of a program.
const maxCommands = 16

// commandOf is the sub-command that a cell of a library's object runs, "" if it is none,
// and whether it belongs to one that is not to run. Commands that there are are noted.
func (m *machine) commandOf(t types.Type, cells map[string]Set, cell string) (name string, other bool) {
	at, field := cutLast(cell)
	n, ok := types.Unalias(pathTypeOr(t, at)).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return "", false
	}
	ct, ok := commandTypes[n.Obj().Pkg().Path()+"."+n.Obj().Name()]
	if !ok {
		return "", false
	}
	runs := slices.Contains(ct.runs, field)
	if !runs && !slices.Contains(ct.rest, field) {
		return "", false
	}
	use, _ := cells[at+ct.name].settledText()
	name, _, _ = strings.Cut(strings.TrimSpace(use), " ")
	if name == "" {
		return "", false
	}
	if runs {
		m.noteCommand(name)
	}
	other = m.command != "" && m.command != name
	if !runs {
		name = ""
	}
	return name, other
}

func (m *machine) noteCommand(name string) {
	if !slices.Contains(m.commands, name) && len(m.commands) < maxCommands {
		m.commands = append(m.commands, name)
	}
}

// cutLast takes the last field off a path.
func cutLast(path string) (before, field string) {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return path, ""
	}
	return path[:i], path[i:]
}
