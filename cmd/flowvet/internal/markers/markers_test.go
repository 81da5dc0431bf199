package markers

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

const readme = "# Shop\n\n<!-- flowvet:start overview -->\nold\n<!-- flowvet:end overview -->\n\ntext\n\n<!-- flowvet:start detail -->\n<!-- flowvet:end detail -->\nend, without a line feed"

func fill(t *testing.T, text string, content map[string]string) string {
	t.Helper()
	blocks, err := Find([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return string(Fill([]byte(text), blocks, content))
}

func TestFillReplacesBlocksAlone(t *testing.T) {
	got := fill(t, readme, map[string]string{"overview": "new\n", "detail": "more\n", "other": "x"})
	want := strings.Replace(readme, "old\n", "\nnew\n\n", 1)
	want = strings.Replace(want, "detail -->\n<!-- flowvet:end detail", "detail -->\n\nmore\n\n<!-- flowvet:end detail", 1)
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if again := fill(t, got, map[string]string{"overview": "new\n", "detail": "more\n"}); again != got {
		t.Errorf("filled again it is another:\n%s", again)
	}
	if same := fill(t, readme, nil); same != readme {
		t.Errorf("nothing to fill, but changed:\n%s", same)
	}
}

func TestFillKeepsLineEndsAndByteOrderMark(t *testing.T) {
	text := "\ufeff<!-- flowvet:start a -->\r\n<!-- flowvet:end a -->\r\n"
	if got := fill(t, text, map[string]string{"a": "x\ny"}); got != "\ufeff<!-- flowvet:start a -->\r\n\r\nx\r\ny\r\n\r\n<!-- flowvet:end a -->\r\n" {
		t.Errorf("%q", got)
	}
}

func TestMarkersInFencesAreText(t *testing.T) {
	for _, text := range []string{
		"```\n<!-- flowvet:start a -->\n```\n",
		"~~~~ md\n<!-- flowvet:end a -->\n~~~\n<!-- flowvet:start a -->\n~~~~\n",
		"    <!-- flowvet:start indented -->\n",
		"`<!-- flowvet:start a -->`\n",
	} {
		if blocks, err := Find([]byte(text)); err != nil || len(blocks) > 0 {
			t.Errorf("%q: %v, %v", text, blocks, err)
		}
	}
}

func TestWrongMarkersAreErrorsWithTheirLine(t *testing.T) {
	start, end := func(n string) string { s, _ := Lines(n); return s + "\n" }, func(n string) string { _, e := Lines(n); return e + "\n" }
	tests := map[string]struct {
		text, message string
		line          int
	}{
		"half":      {"\n" + start("a"), "starts, but does not end", 2},
		"end only":  {end("a"), "ends, but does not start", 1},
		"nested":    {start("a") + start("b") + end("b") + end("a"), "block b starts inside of block a", 2},
		"crossed":   {start("a") + end("b"), "block b ends inside of block a", 2},
		"twice":     {start("a") + end("a") + start("a") + end("a"), "also starts in line 1", 3},
		"no name":   {"<!-- flowvet:start -->\n", "needs the name", 1},
		"no marker": {"<!-- flowvet:begin a -->\n", "is no marker", 1},
	}
	for name, test := range tests {
		_, err := Find([]byte(test.text))
		var wrong *Error
		if !errors.As(err, &wrong) || wrong.Line != test.line || !strings.Contains(wrong.Message, test.message) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAppendedBlocksAreFound(t *testing.T) {
	for _, text := range []string{"", "text", "text\n", readme} {
		blocks, err := Find(Append([]byte(text), "last"))
		if err != nil || len(blocks) == 0 || blocks[len(blocks)-1].Name != "last" {
			t.Errorf("%q: %v, %v", text, blocks, err)
		}
	}
}

func TestAppendedBlocksEndTheirLinesAsTheFileDoes(t *testing.T) {
	if got := Append([]byte("a\r\nb"), "c"); string(got) != "a\r\nb\r\n\r\n<!-- flowvet:start c -->\r\n<!-- flowvet:end c -->\r\n" {
		t.Errorf("%q", got)
	}
}

func FuzzFill(f *testing.F) {
	f.Add([]byte(readme), "text")
	f.Add([]byte("```\n<!-- flowvet:start a -->\n"), "```")
	f.Add([]byte("<!-- flowvet:start a -->\r\n<!-- flowvet:end a -->"), "a\n")
	f.Fuzz(func(t *testing.T, data []byte, content string) {
		blocks, err := Find(data)
		if err != nil {
			return
		}
		if same := Fill(data, blocks, nil); !bytes.Equal(same, data) {
			t.Fatal("nothing filled, but changed")
		}
		want := map[string]string{}
		for _, b := range blocks {
			want[b.Name] = "text"
		}
		filled := Fill(data, blocks, want)
		again, err := Find(filled)
		if err != nil || len(again) != len(blocks) {
			t.Fatalf("%d blocks became %d: %v\n%q", len(blocks), len(again), err, filled)
		}
		if !bytes.Equal(Fill(filled, again, want), filled) {
			t.Fatal("filling is not stable")
		}
	})
}
