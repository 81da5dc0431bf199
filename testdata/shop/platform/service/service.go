// Package service starts and stops the programs of the shop.
package service

import (
	"context"
	"log"
	"os"
	"os/signal"
	"syscall"

	"example.com/shop/platform/config"
)

// Main runs the service called name and ends the program with it. An interrupt or SIGTERM ends the context of run,
// which then has to come to a good end by itself.
func Main(name string, run func(ctx context.Context, cfg config.Config) error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, config.Load())
	stop()
	if err != nil {
		log.Fatalf("%s: %v", name, err)
	}
}
