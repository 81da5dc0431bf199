package load

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
)

func TestTmpClones(t *testing.T) {
	dirs, _ := filepath.Glob(os.Getenv("CLONES"))
	for _, d := range dirs {
		start := time.Now()
		client := func(p string) bool {
			for _, c := range []string{"github.com/IBM/sarama", "github.com/Shopify/sarama", "github.com/segmentio/kafka-go", "github.com/confluentinc/confluent-kafka-go", "github.com/rabbitmq/amqp091-go", "github.com/streadway/amqp", "github.com/nats-io/nats.go", "github.com/nats-io/stan.go"} {
				if p == c || strings.HasPrefix(p, c+"/") {
					return true
				}
			}
			return false
		}
		progs, problems, err := Load(context.Background(), Config{Dir: d, Client: client, Modelled: client})
		fmt.Println("==", d, len(progs), err, time.Since(start))
		for _, p := range problems {
			fmt.Println("  ", p)
		}
		for _, p := range progs {
			own, full, ill := 0, 0, 0
			var between []string
			for _, q := range p.Packages {
				full++
				if q.Own {
					own++
				} else {
					between = append(between, q.Path)
				}
				if q.IllTyped {
					ill++
					fmt.Println("   ill", q.Path)
				}
			}
			fmt.Println("   ", p.Modules[0].Path, "own", own, "full", full, "types", len(p.Types), "ill", ill, between)
			if os.Getenv("SSA") != "" {
				prog := ssa.NewProgram(p.Fset, ssa.InstantiateGenerics)
				for _, tp := range p.Types {
					prog.CreatePackage(tp, nil, nil, true)
				}
				for _, q := range p.Packages {
					func() {
						defer func() {
							if r := recover(); r != nil {
								t.Errorf("PANIC create %s: %v", q.Path, r)
							}
						}()
						prog.CreatePackage(q.Types, q.Files, q.Info, true)
					}()
				}
				for _, q := range p.Packages {
					func() {
						defer func() {
							if r := recover(); r != nil {
								t.Errorf("PANIC build %s: %v", q.Path, r)
							}
						}()
						prog.Package(q.Types).Build()
					}()
				}
				_ = ssautil.AllFunctions
			}
		}
		var ms runtime.MemStats
		runtime.ReadMemStats(&ms)
		fmt.Println("   sys MB", ms.Sys>>20)
	}
}
