// Command hclfile decodes a file of HCL.
package main

import (
	"log"

	"github.com/hashicorp/hcl/v2/hclsimple"

	"example.com/config/internal/bus"
)

type config struct {
	Topic string `hcl:"topic"`
	Kafka struct {
		Bills string `hcl:"bills"`
	} `hcl:"kafka,block"`
}

func main() {
	var c config
	if err := hclsimple.DecodeFile("hclfile/config.hcl", nil, &c); err != nil {
		log.Fatal(err)
	}
	bus.Publish(c.Topic)
	bus.Publish(c.Kafka.Bills)
}
