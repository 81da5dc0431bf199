package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// build is what the go command noted in this binary.
type build struct {
	Version  string `json:"version"`
	Commit   string `json:"commit,omitempty"`
	Time     string `json:"time,omitempty"` // of the commit
	Modified bool   `json:"modified,omitempty"`
	Go       string `json:"go"`
}

func thisBuild() build {
	b := build{Version: "(unknown)", Go: runtime.Version()}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	b.Version = cmp.Or(info.Main.Version, b.Version)
	setting := map[string]string{}
	for _, s := range info.Settings {
		setting[s.Key] = s.Value
	}
	b.Commit, b.Time, b.Modified = setting["vcs.revision"], setting["vcs.time"], setting["vcs.modified"] == "true"
	return b
}

// String is one line.
func (b build) String() string {
	words := []string{"flowvet", b.Version}
	if b.Commit != "" {
		words = append(words, "commit", b.Commit[:min(12, len(b.Commit))])
	}
	if b.Modified {
		words = append(words, "modified")
	}
	return strings.Join(append(words, b.Go), " ")
}

func newVersionCommand(stdout io.Writer) *cobra.Command {
	var short, asJSON bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: helpVersion,
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			b := thisBuild()
			text := b.String()
			switch {
			case short && asJSON:
				return shortOrJSON()
			case short:
				text = b.Version
			case asJSON:
				data, err := json.MarshalIndent(b, "", "  ")
				if err != nil {
					return err
				}
				text = string(data)
			}
			_, err := fmt.Fprintln(stdout, text)
			return err
		},
	}
	cmd.Flags().BoolVar(&short, "short", false, helpVersionShort)
	cmd.Flags().BoolVar(&asJSON, "json", false, helpVersionJSON)
	return cmd
}
