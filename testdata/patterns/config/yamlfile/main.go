// Command yamlfile takes its topic from configuration.
package main

import (
	"context"
	"log"
	"os"

	"github.com/segmentio/kafka-go"
	"gopkg.in/yaml.v3"
)

type config struct {
	Topics map[string]string `yaml:"topics"`
	List   []struct{ Name string }
}

func load(path string) (*config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	c := &config{}
	return c, yaml.Unmarshal(data, c)
}

func main() {
	c, err := load("yamlfile/config.yaml")
	if err != nil {
		log.Fatal(err)
	}
	publish(c.Topics["orders"])
	for _, t := range c.List {
		publish(t.Name)
	}
}

func publish(topic string) {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Topic: topic}
	if err := w.WriteMessages(context.Background(), kafka.Message{Value: []byte("1")}); err != nil {
		log.Fatal(err)
	}
}
