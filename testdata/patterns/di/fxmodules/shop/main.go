package main

import (
	"net/http"

	"example.com/di/fxmodules/bus"
	"example.com/di/fxmodules/orders"
	"go.uber.org/fx"
)

func main() {
	fx.New(
		bus.Module,
		orders.Module,
		fx.Supply(&orders.Topics{Placed: "fxmodules.orders.placed"}),
		fx.Provide(http.NewServeMux),
		fx.Invoke(serve),
		fx.NopLogger,
	).Run()
}

func serve(lc fx.Lifecycle, mux *http.ServeMux) {
	lc.Append(fx.StartHook(func() { go http.ListenAndServe(":8080", mux) }))
}
