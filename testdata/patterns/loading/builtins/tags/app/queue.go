//go:build !cloud

package main

func queue() string { return "tags.default" }
