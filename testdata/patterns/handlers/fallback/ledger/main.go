// Command ledger reads one partition.
package main

import (
	"encoding/json"
	"fmt"
	"log"

	"github.com/IBM/sarama"
)

type entry struct{ Account string }

func open(c sarama.Consumer, offset int64) (sarama.PartitionConsumer, error) {
	p, err := c.ConsumePartition("fallback.entries", 0, offset)
	if err != nil {
		log.Print("from the start: ", err)
		p, err = c.ConsumePartition("fallback.entries", 0, sarama.OffsetOldest)
		if err != nil {
			return nil, err
		}
	}
	return p, nil
}

func book(c sarama.Consumer, offset int64) {
	p, err := open(c, offset)
	if err != nil {
		return
	}
	for {
		select {
		case err := <-p.Errors():
			log.Print(err)
		case m := <-p.Messages():
			var e entry
			if err := json.Unmarshal(m.Value, &e); err != nil {
				continue
			}
			fmt.Println(e.Account)
		}
	}
}

func main() {
	c, err := sarama.NewConsumer([]string{"localhost:9092"}, nil)
	if err != nil {
		log.Fatal(err)
	}
	var offset int64
	if _, err := fmt.Scan(&offset); err != nil {
		log.Fatal(err)
	}
	book(c, offset)
}
