// Package jobs has the jobs of the system.
package jobs

import (
	"context"
	"encoding/json"

	amqp "github.com/rabbitmq/amqp091-go"
)

const queue = "worksubset.jobs"

// Job is something to do.
type Job struct{ Name string }

// Send asks for a job.
func Send(ctx context.Context, ch *amqp.Channel, j Job) error {
	body, err := json.Marshal(j)
	if err != nil {
		return err
	}
	return ch.PublishWithContext(ctx, "", queue, false, false, amqp.Publishing{Body: body})
}

// Receive gives each job to work.
func Receive(ch *amqp.Channel, work func(Job) error) error {
	deliveries, err := ch.Consume(queue, "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range deliveries {
		var j Job
		if err := json.Unmarshal(d.Body, &j); err != nil {
			return err
		}
		if err := work(j); err != nil {
			return err
		}
	}
	return nil
}
