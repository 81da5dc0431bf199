package main

import (
	"encoding/json"
	"log"

	"example.com/di/digger/jobs"
	"github.com/rabbitmq/amqp091-go"
	"go.uber.org/dig"
)

func main() {
	c := dig.New()
	for _, p := range []any{dial, func(conn *amqp091.Connection) (*amqp091.Channel, error) { return conn.Channel() }, jobs.NewRunner} {
		must(c.Provide(p))
	}
	must(c.Provide(func() string { return "digger.failed" }, dig.Name("failed")))
	must(c.Provide(func() *letters { return &letters{} }, dig.Group("jobs"), dig.As(new(jobs.Job))))
	must(c.Provide(newParcels))
	must(c.Provide(newLedger))
	must(c.Invoke(run))
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func run(r *jobs.Runner) error { return r.Run() }

func dial() (*amqp091.Connection, error) { return amqp091.Dial("amqp://localhost") }

type letters struct{}

type letter struct {
	To string `json:"to"`
}

func (*letters) Queue() string { return "digger.letters" }

func (*letters) Do(body []byte) error {
	var l letter
	if err := json.Unmarshal(body, &l); err != nil {
		return err
	}
	log.Printf("letter to %s", l.To)
	return nil
}

type parcelResult struct {
	dig.Out

	Job jobs.Job `group:"jobs"`
}

type parcels struct{ queue string }

func newParcels() parcelResult { return parcelResult{Job: parcels{"digger.parcels"}} }

func (p parcels) Queue() string { return p.queue }

func (p parcels) Do(body []byte) error {
	log.Printf("parcel: %s", body)
	return nil
}

// newLedger is not used: nothing asks for a ledger.
func newLedger(ch *amqp091.Channel) (*ledger, error) {
	return &ledger{}, ch.Publish("", "digger.ledger", false, false, amqp091.Publishing{})
}

type ledger struct{}
