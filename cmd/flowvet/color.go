package main

import (
	"io"
	"os"
	"slices"

	"github.com/mattn/go-isatty"
)

// colorModes are the values of --color; the first is the default.
var colorModes = []string{"auto", "always", "never"}

// colored says whether what goes to w is coloured: with auto on a terminal that has
// colours, unless NO_COLOR (https://no-color.org) is set.
func colored(mode string, w io.Writer) (bool, error) {
	if !slices.Contains(colorModes, mode) {
		return false, wrongValue("color", mode, colorModes)
	}
	if mode != "auto" {
		return mode == "always", nil
	}
	f, ok := w.(*os.File)
	return ok && isatty.IsTerminal(f.Fd()) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb", nil
}
