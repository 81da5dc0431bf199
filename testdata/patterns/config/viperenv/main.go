// Command viperenv takes its topic from configuration.
package main

import (
	"context"
	"log"
	"strings"

	"github.com/segmentio/kafka-go"
	"github.com/spf13/viper"
)

type config struct {
	Topic string `mapstructure:"topic"`
}

func main() {
	v := viper.New()
	v.SetEnvPrefix("shop")
	v.SetEnvKeyReplacer(strings.NewReplacer(".", "_"))
	v.AutomaticEnv()
	v.SetDefault("topic", "viperenv.orders")
	var c config
	if err := v.Unmarshal(&c); err != nil {
		log.Fatal(err)
	}
	publish(c.Topic)
	publish(v.GetString("bills.topic"))
}

func publish(topic string) {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Topic: topic}
	if err := w.WriteMessages(context.Background(), kafka.Message{Value: []byte("1")}); err != nil {
		log.Fatal(err)
	}
}
