// Command viperempty has a file with gaps, which the environment is to fill in.
package main

import (
	"log"
	"strings"

	"github.com/spf13/viper"

	"example.com/config/internal/bus"
)

type config struct {
	Mode  string `mapstructure:"mode"`
	Topic string `mapstructure:"topic"`
}

func main() {
	viper.SetConfigFile("viperempty/config.yaml")
	viper.SetEnvPrefix("shop")
	viper.SetEnvKeyReplacer(strings.NewReplacer(".", "_"))
	viper.AutomaticEnv()
	if err := viper.ReadInConfig(); err != nil {
		log.Fatal(err)
	}
	var c config
	if err := viper.Unmarshal(&c); err != nil {
		log.Fatal(err)
	}
	if c.Mode == "orders" {
		bus.Publish("viperempty.orders")
	}
	bus.Publish(c.Topic)
}
