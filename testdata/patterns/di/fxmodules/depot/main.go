package main

import (
	"context"
	"log"

	"example.com/di/fxmodules/bus"
	"example.com/di/fxmodules/stock"
	"go.uber.org/fx"
)

func main() {
	app := fx.New(bus.Module, stock.Module("depot"))
	if err := app.Start(context.Background()); err != nil {
		log.Fatal(err)
	}
	<-app.Done()
}
