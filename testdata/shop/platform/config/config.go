// Package config reads the settings that every service of the shop shares.
//
// All of them come from the environment; the fallbacks suit brokers on the local machine.
package config

import (
	"os"
	"strings"
)

// Config says where the brokers are and where a service listens.
type Config struct {
	KafkaBrokers []string
	AMQPURL      string
	NATSURL      string
	OrdersTopic  string
	HTTPAddr     string
}

// Load reads the configuration from the environment.
func Load() Config {
	return Config{
		KafkaBrokers: strings.Split(GetEnv("KAFKA_BROKERS", "localhost:9092"), ","),
		AMQPURL:      GetEnv("AMQP_URL", "amqp://guest:guest@localhost:5672/"),
		NATSURL:      GetEnv("NATS_URL", "nats://localhost:4222"),
		OrdersTopic:  GetEnv("ORDERS_TOPIC", "orders.created"),
		HTTPAddr:     GetEnv("HTTP_ADDR", ":8080"),
	}
}

// GetEnv returns the environment variable key, or fallback when it is not set.
func GetEnv(key, fallback string) string {
	if value, ok := os.LookupEnv(key); ok {
		return value
	}
	return fallback
}
