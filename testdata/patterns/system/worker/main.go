// Command worker keeps what orders it is told of, with an ORM and a cache, and cleans up by a schedule.
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"

	"github.com/nats-io/nats.go"
	"github.com/redis/go-redis/v9"
	"github.com/robfig/cron/v3"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

type placed struct {
	ID string `json:"id"`
}

// Order is a row.
type Order struct {
	ID   string
	Done bool
}

type orders struct{ db *gorm.DB }

func (o orders) save(ctx context.Context, p placed) error {
	return o.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		return tx.Model(&Order{}).Where("id = ?", p.ID).Save(&Order{ID: p.ID}).Error
	})
}

func (o orders) drop() {
	var old []Order
	if err := o.db.Where("done").Find(&old).Error; err == nil {
		o.db.Delete(&old)
	}
}

type worker struct {
	orders orders
	cache  *redis.Client
	nc     *nats.Conn
}

func main() {
	db, err := gorm.Open(postgres.Open("host=db user=app password=" + os.Getenv("PASSWORD") + " dbname=work port=5432"))
	if err != nil {
		log.Fatal(err)
	}
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	w := &worker{orders: orders{db}, cache: redis.NewClient(&redis.Options{}), nc: nc}
	nc.QueueSubscribe("system.placed", "workers", w.handle)
	c := cron.New()
	c.AddFunc("@daily", w.orders.drop)
	c.Run()
}

func (w *worker) handle(msg *nats.Msg) {
	var p placed
	if err := json.Unmarshal(msg.Data, &p); err != nil {
		return
	}
	ctx := context.Background()
	if n, err := w.cache.Exists(ctx, p.ID).Result(); err != nil || n > 0 {
		return
	}
	if err := w.orders.save(ctx, p); err != nil {
		return
	}
	w.nc.Publish("system.saved", msg.Data)
}
