package difftest

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// seed is where the programs start that every run of the tests checks.
const seed = 1

// TestFeatures checks each feature alone.
func TestFeatures(t *testing.T) {
	if testing.Short() {
		t.Skip("builds programs")
	}
	report(t, NewMaker(nil), check(t, NewMaker(skipped()).Singles()))
}

// TestPrograms checks made-up programs: a few hundred that are always the same, or
// as many others as DIFFTEST_PROGRAMS says, from the seed DIFFTEST_SEED on.
func TestPrograms(t *testing.T) {
	if testing.Short() {
		t.Skip("builds programs")
	}
	count, first := number("DIFFTEST_PROGRAMS", 300), number("DIFFTEST_SEED", seed)
	m := NewMaker(skipped())
	for begin := 0; begin < count; begin += 500 {
		var plans []*Plan
		for i := begin; i < min(begin+500, count); i++ {
			plans = append(plans, m.Random(uint64(first+i)))
		}
		start := time.Now()
		failures := check(t, plans)
		t.Logf("seeds %d to %d: %d failures in %s", first+begin, first+begin+len(plans)-1, len(failures), time.Since(start).Round(time.Second))
		report(t, m, failures)
	}
}

// skipped are the features that are left out.
func skipped() map[string]string {
	if os.Getenv("DIFFTEST_ALL") != "" {
		return nil
	}
	return unsupported
}

func number(env string, otherwise int) int {
	n, err := strconv.Atoi(os.Getenv(env))
	if err != nil {
		return otherwise
	}
	return n
}

func check(t *testing.T, plans []*Plan) []Failure {
	t.Helper()
	failures, err := Check(t.Context(), t.TempDir(), plans)
	if err != nil {
		t.Fatal(err)
	}
	return failures
}

// maxShrunk bounds the failures of a batch that are shrunk.
const maxShrunk = 25

// report shrinks failures and shows those that differ in more than names.
func report(t *testing.T, m *Maker, failures []Failure) {
	t.Helper()
	var broken []Failure
	for _, f := range failures {
		if f.Kind != Vague && len(broken) < maxShrunk {
			broken = append(broken, f)
		}
	}
	if len(broken) == 0 {
		return
	}
	shrunk, err := m.Shrink(context.Background(), t.TempDir, broken)
	if err != nil {
		t.Error(err)
	}
	shown := map[string]bool{}
	for _, f := range shrunk {
		key := f.Kind + strings.ReplaceAll(f.Plan.String(), "*", "")
		if shown[key] {
			continue
		}
		shown[key] = true
		src, _ := f.Plan.Source("p")
		_, main, _ := strings.Cut(string(src), "\n)\n") // what is imported does not matter
		t.Error(fmt.Sprint(f.Plan, f.Text, main))
	}
}
