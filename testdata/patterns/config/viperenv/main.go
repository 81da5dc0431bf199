// Command viperenv takes its topics from the environment through viper.
package main

import (
	"log"
	"strings"

	"github.com/spf13/viper"

	"example.com/config/internal/bus"
)

type config struct {
	Topic string `mapstructure:"topic"`
	Audit string `mapstructure:"audit"`
	Never string `mapstructure:"never"`
}

func main() {
	v := viper.New()
	v.SetEnvPrefix("shop")
	v.SetEnvKeyReplacer(strings.NewReplacer(".", "_"))
	v.AutomaticEnv()
	v.SetDefault("topic", "viperenv.stale")
	v.SetDefault("audit", "viperenv.audit")
	if err := v.BindEnv("refunds.topic", "REFUNDS"); err != nil {
		log.Fatal(err)
	}
	var c config
	if err := v.Unmarshal(&c); err != nil {
		log.Fatal(err)
	}
	bus.Publish(c.Topic)
	bus.Publish(c.Audit)
	bus.Publish(v.GetString("orders.topic"))
	bus.Publish(v.GetString("refunds.topic"))
	bus.Publish(v.GetString("bills.topic"))
}
