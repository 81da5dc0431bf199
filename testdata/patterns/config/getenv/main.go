// Command getenv reads the environment itself, and through helpers of its own.
package main

import (
	"os"

	"example.com/config/internal/bus"
)

func main() {
	bus.Publish(os.Getenv("ORDERS_TOPIC"))
	bus.Publish(envOr("BILLS_TOPIC", "getenv.stale"))
	bus.Publish(envOr("AUDIT_TOPIC", "getenv.audit"))
	bus.Publish(prefixed("refunds", "getenv.stale"))
	bus.Publish(os.ExpandEnv("getenv.${REGION}"))
	bus.Publish(os.Getenv("NOWHERE_TOPIC"))
}

func envOr(key, fallback string) string {
	if v, ok := os.LookupEnv(key); ok {
		return v
	}
	return fallback
}

func prefixed(name, fallback string) string {
	v := os.Getenv("SHOP_" + name)
	if v == "" {
		return fallback
	}
	return v
}
