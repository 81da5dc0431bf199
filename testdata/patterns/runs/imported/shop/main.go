package main

import (
	"log"
	"net/http"

	"example.com/runs/imported/clients"
)

func main() {
	orders := clients.NewOrders("shop")
	http.HandleFunc("POST /orders", func(w http.ResponseWriter, r *http.Request) {
		if err := orders.Place(r.Context(), r.FormValue("id")); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
		}
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
