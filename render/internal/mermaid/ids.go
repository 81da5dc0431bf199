package mermaid

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// maxSlug bounds the readable part of an identifier.
const maxSlug = 40

// IDs hands out identifiers of nodes and subgraphs. The zero value is ready.
type IDs struct {
	owner map[string]string // by identifier
}

// ID returns the identifier of the thing that key names among those of the same
// prefix. The prefix keeps kinds of things apart and rules out reserved words; key
// follows as far as it can be part of an identifier. When that loses something a
// short hash is added, so that no identifier depends on what else is drawn.
func (ids *IDs) ID(prefix, key string) string {
	slug := slugOf(key)
	full := prefix + "\x00" + key
	sum := sha256.Sum256([]byte(full))
	digest := hex.EncodeToString(sum[:])
	id := prefix + "_" + slug
	if slug != key {
		id += "_" + digest[:4]
	}
	if ids.owner == nil {
		ids.owner = map[string]string{}
	}
	for length := 8; ids.owner[id] != "" && ids.owner[id] != full; length += 4 {
		id = prefix + "_" + slug + "_" + digest[:length]
	}
	ids.owner[id] = full
	return id
}

// slugOf turns every run of characters that an identifier should not have into
// one underscore.
func slugOf(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		if b.Len() >= maxSlug {
			break
		}
		switch {
		case alphanumeric(r):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	return strings.TrimSuffix(b.String(), "_")
}
