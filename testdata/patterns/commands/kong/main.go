package main

import (
	"context"
	"encoding/json"
	"log"

	"github.com/alecthomas/kong"
	"github.com/segmentio/kafka-go"
)

type mail struct{ To string }

type globals struct {
	Brokers []string `default:"kafka:9092"`
	topic   string
}

type serveCmd struct {
	To string `arg:""`
}

func (s *serveCmd) Run(g *globals) error {
	body, err := json.Marshal(mail{To: s.To})
	if err != nil {
		return err
	}
	w := &kafka.Writer{Addr: kafka.TCP(g.Brokers...), Topic: g.topic}
	return w.WriteMessages(context.Background(), kafka.Message{Value: body})
}

type workerCmd struct {
	Group string `default:"mailer"`
}

func (w *workerCmd) Run(g *globals) error {
	r := kafka.NewReader(kafka.ReaderConfig{Brokers: g.Brokers, Topic: g.topic, GroupID: w.Group})
	for {
		m, err := r.ReadMessage(context.Background())
		if err != nil {
			return err
		}
		var e mail
		if err := json.Unmarshal(m.Value, &e); err != nil {
			return err
		}
		log.Println(e.To)
	}
}

var cli struct {
	globals

	Serve  serveCmd  `cmd:"" help:"Take orders."`
	Worker workerCmd `cmd:"" name:"worker" help:"Send mails."`
}

func main() {
	ctx := kong.Parse(&cli)
	cli.topic = "kong.mails"
	ctx.FatalIfErrorf(ctx.Run(&cli.globals))
}
