package main

import (
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/mattn/go-isatty"
)

// progress shows on one line of a terminal what is being done. On anything else
// it shows nothing.
type progress struct {
	mu    sync.Mutex
	w     io.Writer // nil: show nothing
	shown bool
}

func newProgress(w io.Writer, wanted bool) *progress {
	if f, ok := w.(*os.File); wanted && ok && isatty.IsTerminal(f.Fd()) {
		return &progress{w: w}
	}
	return &progress{}
}

// show replaces the line. It may be called from several goroutines.
func (p *progress) show(what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.w != nil {
		fmt.Fprint(p.w, eraseLine, oneLine(what))
		p.shown = true
	}
}

// clear removes the line.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.w, eraseLine)
		p.shown = false
	}
}

const eraseLine = "\r\x1b[K"
