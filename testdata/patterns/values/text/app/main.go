package main

import (
	"fmt"
	"log"
	"path"
	"strconv"
	"strings"

	"github.com/nats-io/nats.go"
)

const version = 2

func built() string {
	var b strings.Builder
	b.WriteString("text")
	b.WriteByte('.')
	fmt.Fprintf(&b, "%s", "built")
	return b.String()
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	var subjects []string
	subjects = append(subjects, strings.Join([]string{"text", "v" + strconv.Itoa(version), "orders"}, "."))
	subjects = append(subjects, strings.ReplaceAll(path.Join("text", "users"), "/", "."))
	for i := range 3 {
		subjects = append(subjects, fmt.Sprintf("text.part.%d", i))
	}
	subjects = append(subjects, strings.NewReplacer("{stage}", "prod", "{entity}", "bills").Replace("text.{stage}.{entity}"))
	subjects = append(subjects, built())
	for _, name := range strings.Split("first,second", ",") {
		subjects = append(subjects, "text."+strings.TrimSpace(name))
	}
	subjects = append(subjects, strings.ToLower(strings.TrimPrefix("OLD_TEXT.UPPER", "OLD_")))
	for _, s := range subjects {
		if err := nc.Publish(s, nil); err != nil {
			log.Fatal(err)
		}
	}
}
