// Package clock asks C for the time.
package clock

// #include <time.h>
import "C"

// Topic is where readings go.
const Topic = "native." + kind

const kind = "readings"

// Now is the time in seconds.
func Now() int64 { return int64(C.time(nil)) }

// Stamp is a time.
type Stamp struct{ Seconds C.time_t }
