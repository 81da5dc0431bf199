package difftest
import ("testing";"fmt")
func TestRaw(t *testing.T) {
	for _, f := range check(t, NewMaker(nil).Singles()) { t.Error(fmt.Sprint(f.Plan, f.Text)) }
}
