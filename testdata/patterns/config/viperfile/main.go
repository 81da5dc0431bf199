// Command viperfile takes its topics from a file that viper looks for.
package main

import (
	"log"

	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"example.com/config/internal/bus"
)

type refunds struct {
	Topic string
	Lists []string
}

func main() {
	viper.SetConfigName("settings")
	viper.AddConfigPath("./viperfile")
	viper.SetDefault("kafka.topic", "viper.stale")
	viper.SetDefault("kafka.audit", "viper.audit")
	pflag.String("kafka.flagged", "viper.flagged", "a topic")
	pflag.Parse()
	if err := viper.BindPFlags(pflag.CommandLine); err != nil {
		log.Fatal(err)
	}
	if err := viper.ReadInConfig(); err != nil {
		log.Fatal(err)
	}
	viper.Set("kafka.forced", "viper.forced")
	bus.Publish(viper.GetString("kafka.topic"))
	bus.Publish(viper.Sub("kafka").GetString("bills"))
	bus.Publish(viper.GetString("kafka.audit"))
	bus.Publish(viper.GetString("kafka.forced"))
	bus.Publish(viper.GetString("kafka.flagged"))
	bus.Publish(viper.GetStringMapString("kafka")["bills"])
	var r refunds
	if err := viper.UnmarshalKey("refunds", &r); err != nil {
		log.Fatal(err)
	}
	bus.Publish(r.Topic)
	for _, t := range r.Lists {
		bus.Publish(t)
	}
}
