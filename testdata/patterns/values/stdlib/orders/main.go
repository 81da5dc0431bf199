package main

import (
	"cmp"
	"fmt"
	"log"
	"maps"
	"os"
	"slices"
	"sort"
	"strings"

	"github.com/nats-io/nats.go"
)

var conn *nats.Conn

func send(subject string) {
	if err := conn.Publish(subject, nil); err != nil {
		log.Print(err)
	}
}

func env(key, otherwise string) string {
	if v := os.Getenv(key); v != "" {
		return v
	}
	return otherwise
}

func formats() {
	send(fmt.Sprintf("index.%[2]s.v%[1]d", 2, "users"))
	send(fmt.Sprintf("width.%0*d", 3, 7))
	send(fmt.Sprintf("hex.%x", 255))
	send(fmt.Sprintf("cut.%.3s", "usersets"))
	send(fmt.Sprintf("float.%v.%.2f", 1.5, 2.0))
}

func copies() {
	a := []string{"clone.first"}
	b := slices.Clone(a)
	b[0] = "clone.second"
	send(a[0])
	m := map[string]string{"k": "clone.map"}
	n := maps.Clone(m)
	m["k"] = "clone.changed"
	send(n["k"])
	c := map[string]string{"a": "delete.gone"}
	delete(c, "a")
	c["b"] = "delete.left"
	for _, s := range c {
		send(s)
	}
}

func orders() {
	list := []string{"reverse.b", "reverse.a"}
	slices.Reverse(list)
	send(list[0])
	names := []string{"sort.b", "sort.a"}
	sort.Strings(names)
	send(names[0])
	for _, s := range slices.Backward([]string{"backward.a"}) {
		send(s)
	}
	t := "contains.no"
	if slices.Contains([]string{"x", "y"}, "y") {
		t = "contains.yes"
	}
	send(t)
}

func defaults() {
	name := env("NAME", "users")
	send("or." + cmp.Or("", env("NAME", "users"), "stock"))
	send("upper." + strings.ToUpper(name))
	send("trim." + strings.TrimSuffix(name+".tmp", ".tmp"))
	send(strings.TrimSuffix("hole."+os.Args[1]+".tmp", ".tmp"))
	send(strings.Repeat("re.", 2) + "peat")
}

func narrowed() {
	t := "narrow.a"
	if len(os.Args) > 1 {
		t = "b"
	}
	if !strings.HasPrefix(t, "narrow.") {
		t = "narrow." + t
	}
	send(t)
	split := "split.a,x"
	if len(os.Args) > 1 {
		split = "split.b,x"
	}
	send(strings.Split(split, ",")[0])
}

func main() {
	var err error
	if conn, err = nats.Connect(nats.DefaultURL); err != nil {
		log.Fatal(err)
	}
	formats()
	copies()
	orders()
	defaults()
	narrowed()
}
