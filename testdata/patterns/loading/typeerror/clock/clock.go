// Package clock is not ready.
package clock

import "time"

// Since is the time since t.
func Since(t time.Time) time.Duration { return now().Sub(t) }
