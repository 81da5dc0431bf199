package config

import (
	"fmt"
	"strings"
	"testing"
)

func BenchmarkRead(b *testing.B) {
	var yaml, json, toml, env strings.Builder
	json.WriteString("{")
	for i := range 300 {
		fmt.Fprintf(&yaml, "service%d:\n  kafka:\n    topic: topic-%d\n    group: group\n", i, i)
		fmt.Fprintf(&json, "\"service%d\": {\"kafka\": {\"topic\": \"topic-%d\", \"group\": \"group\"}},\n", i, i)
		fmt.Fprintf(&toml, "[service%d.kafka]\ntopic = \"topic-%d\"\ngroup = \"group\"\n", i, i)
		fmt.Fprintf(&env, "SERVICE%d_TOPIC=topic-${I:-%d}\nSERVICE%d_GROUP=group\n", i, i, i)
	}
	json.WriteString("}")
	for name, c := range map[string]struct {
		read func([]byte) ([]*Node, error)
		text string
	}{
		"yaml": {readYAML, yaml.String()}, "json": {readJSON, json.String()},
		"toml": {readTOML, toml.String()}, "env": {readDotEnv, env.String()},
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			for b.Loop() {
				if _, err := c.read([]byte(c.text)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
