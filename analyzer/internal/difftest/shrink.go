package difftest

import "context"

// maxRounds bounds the steps of shrinking.
const maxRounds = 40

// Shrink makes the plans of failures as small as they fail in the same way. All
// failures are shrunk together: a round checks every plan that is a step smaller.
// tempDir makes a folder.
func (m *Maker) Shrink(ctx context.Context, tempDir func() string, failures []Failure) ([]Failure, error) {
	out := append([]Failure(nil), failures...)
	open := make([]int, len(out))
	for i := range out {
		open[i] = i
	}
	for range maxRounds {
		var plans []*Plan
		owner := map[*Plan]int{}
		for _, i := range open {
			for _, p := range m.Smaller(out[i].Plan) {
				owner[p] = i
				plans = append(plans, p)
			}
		}
		if len(plans) == 0 {
			break
		}
		failed, err := Check(ctx, tempDir(), plans)
		if err != nil {
			return out, err
		}
		open = adopt(out, failed, owner)
	}
	return out, nil
}

// adopt replaces each failure by the first smaller one, and returns which it did.
func adopt(out, failed []Failure, owner map[*Plan]int) []int {
	var open []int
	done := map[int]bool{}
	for _, f := range failed {
		if i := owner[f.Plan]; !done[i] && f.Kind == out[i].Kind {
			done[i] = true
			out[i] = f
			open = append(open, i)
		}
	}
	return open
}
