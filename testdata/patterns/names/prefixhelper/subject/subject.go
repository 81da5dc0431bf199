// Package subject names subjects.
package subject

import "strings"

const prefix = "warehouse"

func with(tokens ...string) string { return prefix + "." + strings.Join(tokens, ".") }

// Stock is where changes of an article's stock are published.
func Stock(sku string) string { return with("stock", sku, "changed") }
