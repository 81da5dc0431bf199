package main

import (
	"context"
	"log"

	"example.com/di/dopackages/parcels"
	"example.com/di/dopackages/tracking"
	"github.com/samber/do/v2"
)

func main() {
	injector := do.New(parcels.Package, tracking.Register)
	scope := injector.Scope("desk")
	ctx := context.Background()
	go func() {
		log.Print(do.MustInvoke[*tracking.Tracker](scope).Run(ctx))
	}()
	if err := do.MustInvokeAs[sender](scope).Send(ctx, parcels.Parcel{ID: "1"}); err != nil {
		log.Fatal(err)
	}
	if err := ship(ctx, scope); err != nil {
		log.Fatal(err)
	}
}

func ship(ctx context.Context, i do.Injector) error {
	return do.MustInvoke[parcels.Service](i).Send(ctx, parcels.Parcel{ID: "2"})
}

type sender interface {
	Send(ctx context.Context, p parcels.Parcel) error
}
