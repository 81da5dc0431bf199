package main

import (
	"bytes"
	"os"
	"slices"
	"strings"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"
)

// colorModes are what --color takes; the first is the default.
var colorModes = []string{"auto", "always", "never"}

// paint says which lines are coloured: by what they start with, the first that fits.
type paint []struct{ start, color string }

const (
	red, green, amber, cyan = "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[36m"
	colorEnd                = "\x1b[0m"
)

var (
	unifiedColors = paint{{"+", green}, {"-", red}, {"@@", cyan}}
	changeColors  = paint{{"  +", green}, {"  -", red}, {"  ~", amber}, {"  !", red}}
)

func (opt *options) addColor(cmd *cobra.Command) {
	cmd.PersistentFlags().StringVar(&opt.color, "color", colorModes[0], helpNames("colour what is printed `WHEN`", colorModes))
	fixed(cmd, "color", colorModes)
	cmd.PersistentPreRunE = func(*cobra.Command, []string) error {
		if !slices.Contains(colorModes, opt.color) {
			return wrongValue("color", opt.color, colorModes)
		}
		return nil
	}
}

// colored reports whether standard output is to be coloured: with auto on a terminal that
// has colours, unless NO_COLOR (https://no-color.org) is set.
func (opt *options) colored() bool {
	if opt.color != "auto" {
		return opt.color == "always"
	}
	f, ok := opt.stdout.(*os.File)
	return ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && isatty.IsTerminal(f.Fd())
}

// show prints lines to standard output.
func (opt *options) show(text []byte, p paint) error {
	if opt.colored() {
		text = p.apply(text)
	}
	_, err := opt.stdout.Write(text)
	return err
}

func (p paint) apply(text []byte) []byte {
	var out bytes.Buffer
	for line := range strings.Lines(string(text)) {
		p.line(&out, line)
	}
	return out.Bytes()
}

func (p paint) line(out *bytes.Buffer, line string) {
	for _, c := range p {
		if strings.HasPrefix(line, c.start) {
			text, hasEnd := strings.CutSuffix(line, "\n")
			line = c.color + text + colorEnd
			if hasEnd {
				line += "\n"
			}
			break
		}
	}
	out.WriteString(line)
}
