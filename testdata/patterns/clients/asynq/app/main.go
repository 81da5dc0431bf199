package main

import (
	"context"
	"encoding/json"
	"log"
	"time"

	"github.com/hibiken/asynq"
)

const (
	typeWelcome = "asynq:welcome"
	typeReport  = "asynq:report"
)

type welcome struct{ UserID int }

func newWelcome(id int) (*asynq.Task, error) {
	payload, err := json.Marshal(welcome{UserID: id})
	if err != nil {
		return nil, err
	}
	return asynq.NewTask(typeWelcome, payload, asynq.MaxRetry(5)), nil
}

func handleWelcome(ctx context.Context, t *asynq.Task) error {
	var w welcome
	return json.Unmarshal(t.Payload(), &w)
}

type reporter struct{}

func (reporter) ProcessTask(ctx context.Context, t *asynq.Task) error { return nil }

func enqueue(client *asynq.Client) error {
	task, err := newWelcome(42)
	if err != nil {
		return err
	}
	_, err = client.Enqueue(task, asynq.Queue("critical"), asynq.ProcessIn(time.Minute))
	return err
}

func main() {
	redis := asynq.RedisClientOpt{Addr: "localhost:6379"}
	client := asynq.NewClient(redis)
	if err := enqueue(client); err != nil {
		log.Fatal(err)
	}
	scheduler := asynq.NewScheduler(redis, nil)
	if _, err := scheduler.Register("@every 1h", asynq.NewTask(typeReport, nil)); err != nil {
		log.Fatal(err)
	}
	go scheduler.Run()
	srv := asynq.NewServer(redis, asynq.Config{Concurrency: 10})
	mux := asynq.NewServeMux()
	mux.HandleFunc(typeWelcome, handleWelcome)
	mux.Handle(typeReport, reporter{})
	log.Fatal(srv.Run(mux))
}
