package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/flowvet/flowvet/analyzer"
	"github.com/flowvet/flowvet/cmd/flowvet/internal/settings"
	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/render"
)

// Exit codes, beside 0.
const (
	exitFindings = 1
	exitUsage    = 2
	exitNothing  = 3
)

func main() {
	if vetting(os.Args[1:]) {
		tuneMemory()
		unitchecker.Main(analyzer.Analyzer)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// vetting reports whether go vet calls: it asks for the version or the flags, or
// names the configuration of a package.
func vetting(args []string) bool {
	return slices.ContainsFunc(args, func(arg string) bool {
		return arg == "-flags" || strings.HasPrefix(arg, "-V=") || strings.HasSuffix(arg, ".cfg")
	})
}

// tuneMemory trades memory, which one short run has plenty of, for time: most of
// what an analysis allocates lives until the end.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(1200 << 20)
	}
}

// run executes the command line and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := newCommand(stdout, stderr)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	msg, hint, code := explain(err)
	fmt.Fprintln(stderr, oneLine("flowvet: "+msg))
	for line := range strings.Lines(hint) {
		fmt.Fprintln(stderr, visible(strings.TrimRight(line, "\n")))
	}
	return code
}

// findingsError says that there are findings, which are printed already.
type findingsError struct{ message string }

func (e *findingsError) Error() string { return e.message }

// usageError is a wrong use of the command line.
type usageError struct {
	err  error
	hint string
}

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// explain turns an error into what the user reads, and the exit code.
func explain(err error) (msg, hint string, code int) {
	var usage *usageError
	var failed *analyzer.Error
	var size *render.SizeError
	var findings *findingsError
	var config *settings.Error
	var missing *graph.NotFoundError
	var model *analyzer.ModelError
	switch {
	case errors.As(err, &findings):
		return findings.Error(), "", exitFindings
	case errors.As(err, &config):
		return config.Error(), config.Hint, exitUsage
	case errors.As(err, &missing):
		return missing.Error(), nearest(missing.Nearest), exitUsage
	case errors.As(err, &model):
		msg, hint := badModel(model)
		return msg, hint, exitUsage
	case errors.As(err, &usage):
		return usage.Error(), usage.hint, exitUsage
	case errors.As(err, &failed):
		return failed.Msg, failed.Hint, failed.Code
	case errors.As(err, &size):
		return size.Error(), hintTooLarge, exitNothing
	case errors.Is(err, fs.ErrNotExist): // a file that the user named
		return err.Error(), "", exitUsage
	case errors.Is(err, context.Canceled):
		return msgInterrupted, "", exitNothing
	}
	return err.Error(), "", exitNothing
}
