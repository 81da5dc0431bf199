package main

import (
	"log"

	"github.com/nats-io/nats.go"
)

func init() {
	register("registrymap.a", a)
	register("registrymap.b", b)
	late.Store("registrymap.c", nats.MsgHandler(c))
}

func a(m *nats.Msg) { log.Printf("a: %s", m.Data) }

func b(m *nats.Msg) { log.Printf("b: %s", m.Data) }

func c(m *nats.Msg) { log.Printf("c: %s", m.Data) }
