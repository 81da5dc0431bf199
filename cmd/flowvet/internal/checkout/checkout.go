// Package checkout gives a revision of a git repository files to read, without a trace
// in the repository: a temporary folder with an index of its own. Neither the working
// tree nor the index of the user is read or written, no hook is run, and nothing has to
// be registered and taken back, as a worktree has.
package checkout

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Tree is the files of a revision.
type Tree struct {
	Dir string // of the folder that the revision was asked for in

	temp string
}

// ErrNoRevision says that git does not know a revision, or that there is no repository.
var ErrNoRevision = errors.New("no such revision")

// Open writes the files of a revision to a temporary folder. Dir is a folder of the
// repository. Close must be called. Submodules are empty.
func Open(ctx context.Context, dir, revision string) (_ *Tree, err error) {
	git := runner{ctx: ctx, dir: dir}
	commit, err := git.run("rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if err != nil {
		return nil, cmp.Or(ctx.Err(), ErrNoRevision)
	}
	repository, err := git.run("rev-parse", "--absolute-git-dir")
	if err != nil {
		return nil, err
	}
	prefix, err := git.run("rev-parse", "--show-prefix")
	if err != nil {
		return nil, err
	}
	temp, err := os.MkdirTemp("", "flowvet-")
	if err != nil {
		return nil, err
	}
	t := &Tree{temp: temp, Dir: filepath.Join(temp, "tree", filepath.FromSlash(prefix))}
	defer func() {
		if err != nil {
			err = errors.Join(err, t.Close())
		}
	}()
	git.dir = filepath.Join(temp, "tree")
	if err := os.Mkdir(git.dir, 0o755); err != nil {
		return nil, err
	}
	git.env = []string{"GIT_DIR=" + repository, "GIT_WORK_TREE=" + git.dir, "GIT_INDEX_FILE=" + filepath.Join(temp, "index"), "GIT_LFS_SKIP_SMUDGE=1"}
	if _, err := git.run("read-tree", commit); err != nil {
		return nil, err
	}
	if _, err := git.run("checkout-index", "--all", "--quiet"); err != nil {
		return nil, err
	}
	if _, err := os.Stat(t.Dir); err != nil {
		return nil, fmt.Errorf("%s has no folder %s", revision, strings.TrimSuffix(prefix, "/"))
	}
	return t, nil
}

// Close deletes the files.
func (t *Tree) Close() error { return os.RemoveAll(t.temp) }

// runner runs git in a folder.
type runner struct {
	ctx context.Context
	dir string
	env []string
}

func (r *runner) run(args ...string) (string, error) {
	cmd := exec.CommandContext(r.ctx, "git", append([]string{"-c", "core.hooksPath=" + os.DevNull, "-c", "core.fsmonitor=false"}, args...)...)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), r.env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		if r.ctx.Err() != nil {
			return "", r.ctx.Err()
		}
		return "", fmt.Errorf("git %s: %w: %s", args[0], err, strings.TrimSpace(stderr.String()))
	}
	return strings.TrimSuffix(stdout.String(), "\n"), nil
}
