package eval

import "github.com/flowvet/flowvet/extract/internal/config"

// Secrets that are checked in are values like others, but they are not shown:
// package config drops those in files, and what follows those in code.

// isSecret says whether what a key has must not be shown.
func isSecret(key string, t *Text) bool {
	s, ok := t.settled().exact()
	return ok && config.Secret(key, s)
}

// withoutSecrets refers to a key instead of having what it has, if that is secret.
func (s Set) withoutSecrets(key string) Set {
	out := s
	out.vals = nil
	for _, v := range s.vals {
		if t, ok := unwrap(v).(*Text); ok && isSecret(key, t) {
			v = configText(key, &prov{kind: "config", text: key})
		}
		out = out.with(v)
	}
	return out
}
