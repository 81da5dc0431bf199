package main

import (
	"context"
	"encoding/json"
	"log"
	"os"
	"strings"
	"time"

	"example.com/handlers/fetched/reading"
)

type ticket struct{ Subject string }

func main() {
	ctx := context.Background()
	c := reading.NewConsumer(reading.Config{
		Brokers: strings.Split(os.Getenv("BROKERS"), ","), Topic: "fetched.tickets", Group: "notifier",
	})
	for {
		select {
		case <-ctx.Done():
			return
		default:
			wait, cancel := context.WithTimeout(ctx, time.Second)
			m, err := c.Fetch(wait)
			cancel()
			if err != nil {
				c.Reopen()
				continue
			}
			if err := notify(m.Value); err != nil {
				log.Println(err)
				continue
			}
			if err := c.Done(ctx, m); err != nil {
				log.Println(err)
			}
		}
	}
}

func notify(value []byte) error {
	var t ticket
	if err := json.Unmarshal(value, &t); err != nil {
		return err
	}
	log.Println(t.Subject)
	return nil
}
