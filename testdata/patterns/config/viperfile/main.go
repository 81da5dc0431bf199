// Command viperfile takes its topic from configuration.
package main

import (
	"context"
	"github.com/segmentio/kafka-go"
	"github.com/spf13/viper"
	"log"
)

func main() {
	viper.SetConfigName("settings")
	viper.AddConfigPath("./viperfile")
	viper.SetDefault("kafka.topic", "viper.stale")
	viper.SetDefault("kafka.audit", "viper.audit")
	if err := viper.ReadInConfig(); err != nil {
		log.Fatal(err)
	}
	publish(viper.GetString("kafka.topic"))
	publish(viper.Sub("kafka").GetString("bills"))
	publish(viper.GetString("kafka.audit"))
}

func publish(topic string) {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Topic: topic}
	if err := w.WriteMessages(context.Background(), kafka.Message{Value: []byte("1")}); err != nil {
		log.Fatal(err)
	}
}
