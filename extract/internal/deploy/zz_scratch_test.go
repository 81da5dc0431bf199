package deploy

import (
	"fmt"
	"github.com/flowvet/flowvet/extract/internal/config"
	"os"
	"strings"
	"testing"
	"time"
)

func TestScratch(t *testing.T) {
	root := os.Getenv("ROOT")
	if root == "" {
		t.Skip()
	}
	t0 := time.Now()
	r := config.Open(root)
	s := Open(r)
	for _, m := range s.programs() {
		fmt.Println("MAIN", m.dir, "module", m.module.dir, m.names)
		for _, u := range s.Units(m.dir, "", os.Getenv("ENVN")) {
			k := ""
			if u.process != nil {
				k = u.process.kind + " " + u.process.file
			}
			fmt.Printf("   unit %q %s args=%q dirs=%q others=%d\n", u.Name(), k, u.Args(), u.Dirs(), len(u.others))
			if os.Getenv("V") != "" {
				if u.process != nil {
					for _, k := range sortedKeys(u.process.vars) {
						fmt.Printf("        %s = %+v\n", k, u.process.vars[k])
					}
				}
				for _, f := range strings.Fields(os.Getenv("RES")) {
					p, ok := u.Resolve(f)
					fmt.Println("       RES", f, p, ok)
				}
				if d := u.DotEnv(""); d != nil {
					fmt.Println("       dotenv", d.File, d.Kind)
				}
			}
		}
	}
	for _, w := range r.Warnings() {
		fmt.Println("WARN", w)
	}
	fmt.Println(time.Since(t0))
}
