// Command folderflag reads files of known names in a folder that only a flag names,
// before it runs.
package main

import (
	"errors"
	"log"
	"os"
	"path/filepath"

	"github.com/go-viper/mapstructure/v2"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"

	"example.com/config/internal/bus"
)

const (
	kafkaFile  = "folderflag-kafka.yml"
	sharedFile = "folderflag-shared.yml"
)

type kafka struct {
	Orders string `yaml:"ordersTopic"`
	Bills  string `yaml:"billsTopic"`
}

type shared struct {
	Audit string `yaml:"audit"`
}

type config struct {
	Kafka  kafka
	Shared shared
}

func load(folder, name string, into any) error {
	if os.Getenv("IN_CLUSTER") != "" {
		mounted := os.Getenv("MOUNTED")
		if mounted == "" {
			return errors.New("MOUNTED is empty")
		}
		return read(filepath.Join(mounted, name), into)
	}
	return read(filepath.Join(folder, name), into)
}

func read(path string, into any) error {
	v := viper.New()
	v.SetConfigFile(path)
	if err := v.ReadInConfig(); err != nil {
		return err
	}
	return v.Unmarshal(into, func(c *mapstructure.DecoderConfig) { c.TagName = "yaml" })
}

func main() {
	var c config
	files := map[string]any{kafkaFile: &c.Kafka, sharedFile: &c.Shared}
	cmd := &cobra.Command{
		Use: "folderflag",
		PersistentPreRunE: func(cmd *cobra.Command, args []string) error {
			folder, err := cmd.Flags().GetString("config_folder")
			if err != nil {
				return err
			}
			for name, into := range files {
				if err := load(folder, name, into); err != nil {
					return err
				}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			audits := map[string]string{c.Kafka.Orders: "orders", c.Kafka.Bills: "bills"}
			bus.Publish(c.Kafka.Orders)
			bus.Publish(c.Shared.Audit + "." + audits[c.Kafka.Bills])
			return nil
		},
	}
	cmd.Flags().StringP("config_folder", "c", "", "the folder of the files")
	if err := cmd.Execute(); err != nil {
		log.Fatal(err)
	}
}
