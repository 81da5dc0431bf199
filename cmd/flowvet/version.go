package main

import (
	"runtime"
	"runtime/debug"
	"strings"
)

// version describes this build: module version, commit, Go.
func version() string {
	words := []string{"flowvet"}
	if info, ok := debug.ReadBuildInfo(); ok {
		words = append(words, info.Main.Version)
		setting := map[string]string{}
		for _, s := range info.Settings {
			setting[s.Key] = s.Value
		}
		if revision := setting["vcs.revision"]; revision != "" {
			words = append(words, "commit", revision[:min(12, len(revision))])
		}
		if setting["vcs.modified"] == "true" {
			words = append(words, "modified")
		}
	}
	return strings.Join(append(words, runtime.Version()), " ")
}
