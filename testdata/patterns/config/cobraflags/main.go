// Command cobraflags takes its topics from flags of a sub-command and of the root.
package main

import (
	"log"

	"github.com/spf13/cobra"

	"example.com/config/internal/bus"
)

func main() {
	var audit string
	root := &cobra.Command{Use: "cobraflags"}
	root.PersistentFlags().StringVar(&audit, "audit", "cobra.stale", "a topic")
	serve := &cobra.Command{
		Use: "serve",
		RunE: func(cmd *cobra.Command, args []string) error {
			orders, err := cmd.Flags().GetString("orders")
			if err != nil {
				return err
			}
			bus.Publish(orders)
			bills, _ := cmd.Flags().GetString("bills")
			bus.Publish(bills)
			bus.Publish(audit)
			return nil
		},
	}
	serve.Flags().String("orders", "cobra.stale", "a topic")
	serve.Flags().StringP("bills", "b", "cobra.bills", "a topic")
	root.AddCommand(serve)
	if err := root.Execute(); err != nil {
		log.Fatal(err)
	}
}
