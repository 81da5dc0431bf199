// Command viperset names its file with a variable, and lets the environment win.
package main

import (
	"log"
	"os"
	"strings"

	"github.com/spf13/viper"

	"example.com/config/internal/bus"
)

type kafka struct {
	Topic string `mapstructure:"topic"`
	Bills string `mapstructure:"bills-topic"`
}

type config struct {
	Kafka  *kafka `mapstructure:"kafka"`
	Shared `mapstructure:",squash"`
}

// Shared is what all services have.
type Shared struct {
	Audit string `mapstructure:"audit"`
}

func load() (*config, error) {
	path := os.Getenv("CONFIG")
	if path == "" {
		path = "viperset/stale.toml"
	}
	viper.SetConfigFile(path)
	viper.SetEnvKeyReplacer(strings.NewReplacer(".", "_", "-", "_"))
	viper.AutomaticEnv()
	if err := viper.ReadInConfig(); err != nil {
		return nil, err
	}
	c := &config{}
	return c, viper.Unmarshal(c)
}

func main() {
	c, err := load()
	if err != nil {
		log.Fatal(err)
	}
	bus.Publish(c.Kafka.Topic)
	bus.Publish(c.Kafka.Bills)
	bus.Publish(c.Audit)
}
