// Command dotenv loads a file into its environment.
package main

import (
	"log"
	"os"

	"github.com/joho/godotenv"

	"example.com/config/internal/bus"
)

func main() {
	if err := godotenv.Load("dotenv/.env"); err != nil {
		log.Fatal(err)
	}
	bus.Publish(os.Getenv("ORDERS_TOPIC"))
	bus.Publish(os.Getenv("BILLS_TOPIC"))
	if err := godotenv.Overload("dotenv/late.env"); err != nil {
		log.Fatal(err)
	}
	bus.Publish(os.Getenv("REFUNDS_TOPIC"))
	read, err := godotenv.Read("dotenv/read.env")
	if err != nil {
		log.Fatal(err)
	}
	bus.Publish(read["AUDIT_TOPIC"])
}
