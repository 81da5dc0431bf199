package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"os"
	"time"

	"github.com/caarlos0/env/v11"
	"github.com/segmentio/kafka-go"
	"gopkg.in/yaml.v3"
)

// duration is written as a text.
type duration struct{ time.Duration }

func (d *duration) UnmarshalYAML(n *yaml.Node) error {
	var err error
	d.Duration, err = time.ParseDuration(n.Value)
	return err
}

type config struct {
	Topic    string        `yaml:"topic"`
	Interval duration      `yaml:"interval"`
	Timeout  time.Duration `yaml:"timeout"`
	Attempts int           `yaml:"-" env:"ATTEMPTS,required"`
}

func (c *config) validate() error {
	switch {
	case c.Topic == "":
		return errors.New("no topic")
	case c.Interval.Duration <= 0:
		return errors.New("no interval")
	case c.Timeout <= 0:
		return errors.New("no timeout")
	case c.Attempts <= 0:
		return errors.New("no attempts")
	}
	return nil
}

type reading struct{ Value int }

func main() {
	file, err := os.Open("durations/poller.yaml")
	if err != nil {
		log.Fatal(err)
	}
	var c config
	if err := yaml.NewDecoder(file).Decode(&c); err != nil {
		log.Fatal(err)
	}
	if err := env.Parse(&c); err != nil {
		log.Fatal(err)
	}
	if err := c.validate(); err != nil {
		log.Fatal(err)
	}
	w := &kafka.Writer{Addr: kafka.TCP("kafka:9092"), Topic: c.Topic}
	for i := range c.Attempts {
		body, err := json.Marshal(reading{i})
		if err != nil {
			log.Fatal(err)
		}
		if err := w.WriteMessages(context.Background(), kafka.Message{Value: body}); err != nil {
			log.Println(err)
		}
		time.Sleep(c.Interval.Duration)
	}
}
