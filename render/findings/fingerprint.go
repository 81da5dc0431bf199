package findings

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/flowvet/flowvet/graph"
)

// Fingerprints identify diagnostics from one run to the next: by rule, file and
// message, not by line, so that they stay when code above them moves. Equal ones are
// numbered in their order.
func Fingerprints(list []graph.Diagnostic) []string {
	out := make([]string, len(list))
	times := map[string]int{}
	for i, d := range list {
		key := d.Rule + "\x00" + d.File + "\x00" + d.Message
		times[key]++
		sum := sha256.Sum256([]byte(key + "\x00" + strconv.Itoa(times[key])))
		out[i] = hex.EncodeToString(sum[:8])
	}
	return out
}
