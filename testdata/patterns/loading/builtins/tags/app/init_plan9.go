package main

import "os"

func init() {
	os.Setenv("QUEUE", "tags.plan9")
}
