package config

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
)

// maxFile is the size of the largest file that is read.
const maxFile = 4 << 20

// Repo is the checked-in files below a root. It is safe for concurrent use.
type Repo struct {
	root  string
	named []string

	mu        sync.Mutex
	dir       *os.Root // nil until something is read
	texts     map[string]*text
	trees     map[treeKey]*parsed
	generated map[string][]Position
	listed    []string
	warnings  map[Warning]bool
}

type treeKey struct{ path, format string }

type parsed struct {
	tree *Tree
	err  error
}

type text struct {
	data []byte
	err  error
}

// Warning is a file, or a line of it, that could not be used.
type Warning struct {
	File string
	Line int // 0 for the file as a whole
	Msg  string
}

// Open gives the files below a root. Nothing is read yet. Folders that are named,
// relative to the root, are looked into even if they are testdata or the like.
func Open(root string, named ...string) *Repo {
	return &Repo{
		root:      root,
		named:     named,
		texts:     map[string]*text{},
		trees:     map[treeKey]*parsed{},
		generated: map[string][]Position{},
		warnings:  map[Warning]bool{},
	}
}

// Warnings are what went wrong so far, sorted.
func (r *Repo) Warnings() []Warning {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all []Warning
	for w := range r.warnings {
		all = append(all, w)
	}
	slices.SortFunc(all, func(a, b Warning) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Msg, b.Msg))
	})
	return all
}

// warn notes an error about a file, but not that there is none.
func (r *Repo) warn(file string, err error) {
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	w := Warning{File: file, Msg: err.Error()}
	var at *syntaxError
	var pathErr *fs.PathError
	switch {
	case errors.As(err, &at):
		w.Line, w.Msg = at.line, at.msg
	case errors.As(err, &pathErr):
		w.Msg = pathErr.Err.Error()
	}
	r.warnings[w] = true
}

// Read gives the bytes of a file of text. The path is relative to the root.
func (r *Repo) Read(name string) ([]byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.read(clean(name))
}

func (r *Repo) read(name string) ([]byte, error) {
	t := r.texts[name]
	if t == nil {
		t = &text{}
		t.data, t.err = r.load(name)
		if t.err != nil {
			r.warn(name, t.err)
			t.err = fmt.Errorf("reading %s: %w", name, t.err)
		}
		r.texts[name] = t
	}
	return t.data, t.err
}

func (r *Repo) load(name string) ([]byte, error) {
	info, err := r.stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("is no regular file: %w", fs.ErrNotExist)
	}
	if info.Size() > maxFile {
		return nil, fmt.Errorf("larger than %d MiB", maxFile>>20)
	}
	f, err := r.dir.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile))
	if err != nil {
		return nil, err
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return nil, errors.New("is a binary file")
	}
	return plain(data), nil
}

// plain takes away a byte order mark and makes all line ends the same.
func plain(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
}

// Head gives the first bytes of a file, at most so many, without keeping them. It
// is empty if the file cannot be read.
func (r *Repo) Head(name string, n int) []byte {
	r.mu.Lock()
	defer r.mu.Unlock()
	info, err := r.stat(clean(name))
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	f, err := r.dir.Open(clean(name))
	if err != nil {
		return nil
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, int64(n)))
	if err != nil {
		return nil
	}
	return data
}

// stat looks at a file without following a link out of the root.
func (r *Repo) stat(name string) (fs.FileInfo, error) {
	if r.dir == nil {
		dir, err := os.OpenRoot(r.root)
		if err != nil {
			return nil, err
		}
		r.dir = dir
	}
	return r.dir.Stat(name)
}

// IsFile reports whether there is a regular file at the path.
func (r *Repo) IsFile(name string) bool {
	info := r.info(name)
	return info != nil && info.Mode().IsRegular()
}

// IsDir reports whether there is a folder at the path.
func (r *Repo) IsDir(name string) bool {
	info := r.info(name)
	return info != nil && info.IsDir()
}

func (r *Repo) info(name string) fs.FileInfo {
	r.mu.Lock()
	defer r.mu.Unlock()
	info, err := r.stat(clean(name))
	if err != nil {
		r.warnEscape(name, err)
		return nil
	}
	return info
}

// warnEscape notes a path that leads out of the root; to look whether there is a
// file at any other path is no mistake.
func (r *Repo) warnEscape(name string, err error) {
	if clean := clean(name); strings.HasPrefix(clean, "../") || clean == ".." || isLink(r.dir, clean) {
		r.warn(clean, err)
	}
}

func isLink(dir *os.Root, name string) bool {
	if dir == nil {
		return false
	}
	info, err := dir.Lstat(name)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// clean makes a path slash-separated and shortest, and keeps it relative.
func clean(name string) string {
	name = path.Clean(strings.ReplaceAll(name, `\`, "/"))
	return cmp.Or(strings.TrimLeft(name, "/"), ".")
}
