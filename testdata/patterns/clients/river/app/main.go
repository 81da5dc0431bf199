package main

import (
	"context"
	"database/sql"
	"log"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
)

type sortArgs struct {
	Strings []string `json:"strings"`
}

func (sortArgs) Kind() string { return "river-sort" }

type mailArgs struct {
	To string `json:"to"`
}

func (mailArgs) Kind() string { return "river-mail" }

type sortWorker struct {
	river.WorkerDefaults[sortArgs]

	client *river.Client[*sql.Tx]
}

func (w *sortWorker) Work(ctx context.Context, job *river.Job[sortArgs]) error {
	client := river.ClientFromContext[*sql.Tx](ctx)
	_, err := client.Insert(ctx, mailArgs{To: job.Args.Strings[0]}, nil)
	return err
}

func mail(ctx context.Context, job *river.Job[mailArgs]) error {
	log.Print(job.Args.To)
	return nil
}

func main() {
	db, err := sql.Open("pgx", "postgres://localhost")
	if err != nil {
		log.Fatal(err)
	}
	workers := river.NewWorkers()
	river.AddWorker(workers, &sortWorker{})
	if err := river.AddWorkerSafely(workers, river.WorkFunc(mail)); err != nil {
		log.Fatal(err)
	}
	client, err := river.NewClient(riverdatabasesql.New(db), &river.Config{Workers: workers})
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	if _, err := client.Insert(ctx, sortArgs{Strings: []string{"b", "a"}}, nil); err != nil {
		log.Fatal(err)
	}
	_, err = client.InsertMany(ctx, []river.InsertManyParams{{Args: mailArgs{To: "x"}}, {Args: &sortArgs{}}})
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(client.Start(ctx))
}
