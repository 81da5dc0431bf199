// Command dotenvexample loads a .env file that is not checked in.
package main

import (
	"os"

	_ "github.com/joho/godotenv/autoload"

	"example.com/config/internal/bus"
)

func main() {
	bus.Publish(os.Getenv("ORDERS_TOPIC"))
}
