package jobs

import "example.com/typeerror/clock"

// Age is how old a job is; the code is in the middle of a change.
func (j Job) Age() int {
	since := clock.Since(j.Created)
	return since.Minutes()
}
