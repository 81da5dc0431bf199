// Command inifile reads a file of sections.
package main

import (
	"log"

	"gopkg.in/ini.v1"

	"example.com/config/internal/bus"
)

type kafka struct {
	Bills string `ini:"bills"`
}

func main() {
	cfg, err := ini.Load("inifile/app.ini")
	if err != nil {
		log.Fatal(err)
	}
	bus.Publish(cfg.Section("kafka").Key("orders").String())
	bus.Publish(cfg.Section("kafka").Key("audit").MustString("ini.audit"))
	var k kafka
	if err := cfg.Section("kafka").MapTo(&k); err != nil {
		log.Fatal(err)
	}
	bus.Publish(k.Bills)
}
