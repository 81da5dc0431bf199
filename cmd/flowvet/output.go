package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// checkOutput finds a wrong -o before the analysis takes its time.
func checkOutput(file string) error {
	if file == "" {
		return nil
	}
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return outputIsFolder(file)
	}
	if info, err := os.Stat(filepath.Dir(file)); err != nil || !info.IsDir() {
		return noOutputFolder(file)
	}
	return nil
}

// writeOutput writes what render produces, as writeFile does.
func writeOutput(file string, stdout io.Writer, render func(io.Writer) error) error {
	var b bytes.Buffer
	if err := render(&b); err != nil {
		return err
	}
	return writeFile(file, stdout, b.Bytes())
}

// writeFile writes to the file, as writeFiles does, or to stdout when that is empty.
func writeFile(file string, stdout io.Writer, data []byte) error {
	if file == "" {
		_, err := stdout.Write(data)
		return err
	}
	return writeFiles([]output{{file, data}})
}

// output is a file with what it is to have.
type output struct {
	file string
	data []byte
}

// writeFiles writes all files, or none of them when one cannot be written: each is made
// beside the one that it replaces, and they take their places when all are there. A file
// that has the same content already is left alone.
func writeFiles(outputs []output) error {
	type move struct{ from, to string }
	var moves []move
	defer func() {
		for _, m := range moves {
			os.Remove(m.from) // nothing is there any more if it took its place
		}
	}()
	for _, out := range outputs {
		if old, err := os.ReadFile(out.file); err == nil && bytes.Equal(old, out.data) {
			continue
		}
		from, to, err := prepare(out)
		if err != nil {
			return err
		}
		moves = append(moves, move{from, to})
	}
	for _, m := range moves {
		if err := os.Rename(m.from, m.to); err != nil {
			return fmt.Errorf("write %s: %w", m.to, err)
		}
	}
	return nil
}

// prepare makes a file beside the one that it replaces. A link stays a link, and what
// its owner must not write stays as it is, for root, too.
func prepare(out output) (from, to string, err error) {
	to = out.file
	if target, err := filepath.EvalSymlinks(to); err == nil {
		to = target
	}
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(to); err == nil {
		mode = info.Mode().Perm()
	}
	if mode&0o200 == 0 {
		return "", "", outputIsReadOnly(out.file)
	}
	tmp, err := os.CreateTemp(filepath.Dir(to), "."+filepath.Base(to)+".*")
	if err != nil {
		return "", "", fmt.Errorf("write %s: %w", out.file, err)
	}
	_, err = tmp.Write(out.data)
	if err := errors.Join(err, tmp.Chmod(mode), tmp.Close()); err != nil {
		os.Remove(tmp.Name())
		return "", "", fmt.Errorf("write %s: %w", out.file, err)
	}
	return tmp.Name(), to, nil
}
