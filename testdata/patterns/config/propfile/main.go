// Command propfile reads Java-style properties.
package main

import (
	"github.com/magiconair/properties"

	"example.com/config/internal/bus"
)

type config struct {
	Bills string `properties:"bills.topic"`
	Audit string `properties:"audit.topic,default=prop.audit"`
}

func main() {
	p := properties.MustLoadFile("propfile/app.properties", properties.UTF8)
	bus.Publish(p.GetString("orders.topic", "prop.stale"))
	bus.Publish(p.MustGetString("refunds.topic"))
	bus.Publish(p.GetString("nowhere.topic", "prop.default"))
	var c config
	if err := p.Decode(&c); err != nil {
		return
	}
	bus.Publish(c.Bills)
	bus.Publish(c.Audit)
}
