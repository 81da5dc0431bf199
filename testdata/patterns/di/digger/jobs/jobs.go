// Package jobs does jobs that come in queues.
package jobs

import (
	"log"

	"github.com/rabbitmq/amqp091-go"
	"go.uber.org/dig"
)

// Job does what a message asks for.
type Job interface {
	Queue() string
	Do(body []byte) error
}

// Runner runs all jobs.
type Runner struct {
	channel *amqp091.Channel
	jobs    []Job
	failed  string
}

// Params are what a runner needs.
type Params struct {
	dig.In

	Channel *amqp091.Channel
	Jobs    []Job  `group:"jobs"`
	Failed  string `name:"failed"`
}

// NewRunner makes a runner.
func NewRunner(p Params) *Runner {
	return &Runner{channel: p.Channel, jobs: p.Jobs, failed: p.Failed}
}

// Run runs the jobs until they end.
func (r *Runner) Run() error {
	for _, job := range r.jobs {
		deliveries, err := r.channel.Consume(job.Queue(), "", false, false, false, false, nil)
		if err != nil {
			return err
		}
		go r.run(job, deliveries)
	}
	select {}
}

func (r *Runner) run(job Job, deliveries <-chan amqp091.Delivery) {
	for d := range deliveries {
		if err := job.Do(d.Body); err != nil {
			log.Print(r.channel.Publish("", r.failed, false, false, amqp091.Publishing{Body: []byte(job.Queue())}))
			continue
		}
		log.Print(d.Ack(false))
	}
}
