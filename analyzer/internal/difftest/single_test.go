package difftest

import (
	"fmt"
	"testing"
)

func TestRaw(t *testing.T) {
	for _, f := range check(t, NewMaker(nil).Singles()) {
		t.Error(fmt.Sprint(f.Plan, f.Text))
	}
}
