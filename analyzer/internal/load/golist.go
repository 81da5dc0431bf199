package load

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// listed is one package as `go list` describes it. Each field costs time: ask for
// no more than is read.
type listed struct {
	ImportPath   string
	Name         string
	Dir          string
	Standard     bool
	DepOnly      bool
	ForTest      string
	GoFiles      []string
	CgoFiles     []string
	InvalidFiles []string `json:"InvalidGoFiles"`
	TestGoFiles  []string
	XTestGoFiles []string
	Imports      []string
	TestImports  []string
	XTestImports []string
	ImportMap    map[string]string
	Module       *listedModule
	Error        *listError
}

type listedModule struct {
	Path      string
	Version   string
	Replace   *listedModule
	Main      bool
	Dir       string
	GoVersion string
}

type listError struct {
	Pos string
	Err string
}

const (
	listFields = "ImportPath,Name,Dir,Standard,DepOnly,GoFiles,CgoFiles,InvalidGoFiles,Imports,ImportMap,Module,Error"
	testFields = ",ForTest,TestGoFiles,XTestGoFiles,TestImports,XTestImports"
)

const modMod = "-mod=mod"

// goEnv is what the go command says of its environment.
type goEnv struct {
	GOVERSION   string // go1.26.1
	GOARCH      string
	GOFLAGS     string
	GOPROXY     string
	CGO_ENABLED string

	work string // the variable GOWORK, not the file that the go command finds
}

// readGoEnv asks for the environment once.
func (l *loader) readGoEnv() error {
	for _, kv := range l.environ() {
		if v, ok := strings.CutPrefix(kv, "GOWORK="); ok {
			l.goEnv.work = v
		}
	}
	out, _, err := l.goCommand(l.Dir, []string{"GOWORK=off"}, "env", "-json", "GOVERSION", "GOARCH", "GOFLAGS", "GOPROXY", "CGO_ENABLED")
	if errors.Is(err, exec.ErrNotFound) {
		return fmt.Errorf("the go command is not there; install Go from https://go.dev/dl/ and see that it is in PATH: %w", err)
	}
	if err == nil {
		err = json.Unmarshal(out, &l.goEnv)
	}
	if err != nil {
		return fmt.Errorf("go env: %w", err)
	}
	return nil
}

// offline keeps the go command to what is on this machine.
var offline = []string{"GOPROXY=off", "GONOPROXY=none", "GOSUMDB=off"}

// notHere is what the go command then says of a module that is not.
const notHere = "module lookup disabled by GOPROXY=off"

// list runs `go list` for one target. Packages that cannot be found are in the
// answer, with an error; err says that there is no answer at all. Modules that are
// not on this machine are downloaded, as the go command would for go build.
func (l *loader) list(t *target, env []string, flags ...string) ([]*listed, error) {
	pkgs, err := l.listOnce(t, append(slices.Clip(env), offline...), flags...)
	if !l.mayDownload(pkgs, err) {
		return pkgs, err
	}
	l.Progress(fmt.Sprintf("downloading the modules of %s", t.name()))
	return l.listOnce(t, env, flags...)
}

// mayDownload says whether a listing lacks modules that the user lets the go
// command download.
func (l *loader) mayDownload(pkgs []*listed, err error) bool {
	if l.goEnv.GOPROXY == "off" {
		return false
	}
	if refused := new(goListError); errors.As(err, &refused) {
		return strings.Contains(refused.stderr, notHere)
	}
	return slices.ContainsFunc(pkgs, func(p *listed) bool { return p.Error != nil && strings.Contains(p.Error.Err, notHere) })
}

// listOnce runs `go list` with no more in its environment than is said.
func (l *loader) listOnce(t *target, env []string, flags ...string) ([]*listed, error) {
	args := []string{"list", "-e", "-deps", "-json=" + listFields}
	if l.Tests {
		args[3] += testFields
		args = append(args, "-test")
	}
	if len(l.Tags) > 0 {
		args = append(args, "-tags="+strings.Join(l.Tags, ","))
	}
	args = append(append(args, flags...), "--")
	out, stderr, err := l.goCommand(t.dir, append([]string{"GOWORK=" + t.work}, env...), append(args, t.patterns...)...)
	if err != nil {
		return nil, &goListError{dir: t.dir, stderr: stderr, err: err}
	}
	var pkgs []*listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		p := new(listed)
		if err := dec.Decode(p); err == io.EOF {
			return pkgs, nil
		} else if err != nil {
			return nil, fmt.Errorf("the answer of go list: %w", err)
		}
		pkgs = append(pkgs, p)
	}
}

// goListError is a run of `go list` that gave no answer.
type goListError struct {
	dir    string
	stderr string
	err    error
}

// Error is the first message in the output, in one line.
func (e *goListError) Error() string {
	msg := ""
	for line := range strings.Lines(e.stderr) {
		line = strings.TrimPrefix(strings.TrimSpace(line), "go: ")
		if line == "" || strings.HasPrefix(line, "downloading ") || strings.HasPrefix(line, "warning: ") {
			continue
		}
		msg += line
		if !strings.HasSuffix(line, ":") { // else it goes on in the next line
			return strings.ReplaceAll(msg, e.dir+string(filepath.Separator), "")
		}
		msg += " "
	}
	return cmp.Or(strings.TrimSpace(msg), e.err.Error())
}

func (e *goListError) Unwrap() error { return e.err }

// goCommand runs the go command that is there, not one that it would download,
// with the environment of the user.
func (l *loader) goCommand(dir string, env []string, args ...string) (stdout []byte, stderr string, err error) {
	cmd := exec.CommandContext(l.ctx, "go", args...)
	cmd.Dir = dir
	cmd.Env = append(l.environ(), "GOTOOLCHAIN=local", "PWD="+dir)
	if strings.Contains(l.goEnv.GOFLAGS, modMod) { // lets the go command change go.mod
		cmd.Env = append(cmd.Env, "GOFLAGS="+strings.ReplaceAll(l.goEnv.GOFLAGS, modMod, ""))
	}
	cmd.Env = append(cmd.Env, env...)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	err = cmd.Run()
	if ctxErr := context.Cause(l.ctx); ctxErr != nil {
		err = ctxErr
	}
	return out.Bytes(), errOut.String(), err
}

func (l *loader) environ() []string {
	if l.Env != nil {
		return l.Env[:len(l.Env):len(l.Env)]
	}
	return os.Environ()
}
