// Command gate takes in events of many kinds.
package main

import (
	"bufio"
	"context"
	"errors"
	"log"
	"os"
	"strings"

	"github.com/go-viper/mapstructure/v2"
	"github.com/segmentio/kafka-go"
	"github.com/spf13/pflag"
)

type server struct{ Header string }

type events struct{ Topic, Sink string }

var (
	Server server
	Events = events{Topic: "filledbelow.%s", Sink: "kafka"}

	all = struct {
		Server *server
		Events *events
	}{&Server, &Events}
)

func load(values map[string]any) error {
	if err := mapstructure.WeakDecode(values, &all); err != nil {
		return err
	}
	if strings.TrimSpace(Server.Header) == "" {
		return errors.New("no header")
	}
	return nil
}

type event struct {
	Kind string
	Data []byte
}

func send(w *kafka.Writer, e event) error {
	topic := strings.Replace(Events.Topic, "%s", e.Kind, 1)
	return w.WriteMessages(context.Background(), kafka.Message{Topic: topic, Value: e.Data})
}

func main() {
	for name, place := range map[string]*string{"header": &Server.Header, "topic": &Events.Topic, "sink": &Events.Sink} {
		pflag.StringVar(place, name, *place, "")
	}
	pflag.Parse()
	if err := load(map[string]any{"header": os.Args}); err != nil {
		log.Fatal(err)
	}
	if Events.Sink != "kafka" {
		log.Fatal("no such sink")
	}
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092")}
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		if err := send(w, event{Kind: in.Text()}); err != nil {
			log.Print(err)
		}
	}
}
