package main

import (
	"log"

	"github.com/RichardKnop/machinery/v2"
	backend "github.com/RichardKnop/machinery/v2/backends/eager"
	"github.com/RichardKnop/machinery/v2/backends/result"
	broker "github.com/RichardKnop/machinery/v2/brokers/eager"
	"github.com/RichardKnop/machinery/v2/config"
	lock "github.com/RichardKnop/machinery/v2/locks/eager"
	"github.com/RichardKnop/machinery/v2/tasks"
)

func add(id string) (string, error) { return id, nil }

func remove(id string) error { return nil }

func register(server *machinery.Server) error {
	return server.RegisterTasks(map[string]any{
		"tasks.add":    add,
		"tasks.remove": remove,
	})
}

func run(server *machinery.Server) (*result.AsyncResult, error) {
	return server.SendTask(&tasks.Signature{Name: "tasks.add", Args: []tasks.Arg{{Type: "string", Value: "1"}}})
}

func main() {
	server := machinery.NewServer(&config.Config{}, broker.New(), backend.New(), lock.New())
	if err := register(server); err != nil {
		log.Fatal(err)
	}
	if _, err := run(server); err != nil {
		log.Fatal(err)
	}
}
