// Command viperembed reads one file of an embedded folder.
package main

import (
	"bytes"
	"embed"
	"log"

	"github.com/spf13/viper"

	"example.com/config/internal/bus"
)

//go:embed settings
var files embed.FS

type config struct {
	Kafka struct {
		Topic string `mapstructure:"topic"`
	} `mapstructure:"kafka"`
}

func load(name string) (*config, error) {
	var c config
	viper.SetConfigType("yaml")
	if data, err := files.ReadFile("settings/" + name); err != nil {
		return nil, err
	} else if err := viper.ReadConfig(bytes.NewBuffer(data)); err != nil {
		return nil, err
	}
	viper.SetEnvPrefix("SHOP")
	viper.AutomaticEnv()
	if err := viper.GetViper().Unmarshal(&c); err != nil {
		return nil, err
	}
	return &c, nil
}

func main() {
	c, err := load("dev.yml")
	if err != nil {
		log.Fatal(err)
	}
	bus.Publish(c.Kafka.Topic)
}
