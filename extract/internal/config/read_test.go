package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// write makes a folder of files.
func write(t testing.TB, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// dump writes a node as lines "path = text @line".
func dump(n *Node) string {
	var b strings.Builder
	dumpTo(&b, "", n)
	return b.String()
}

func dumpTo(b *strings.Builder, path string, n *Node) {
	switch n.Kind {
	case Map:
		for _, e := range n.Entries() {
			dumpTo(b, path+"/"+e.Key, e.Value)
		}
	case List:
		for i, item := range n.Items() {
			dumpTo(b, fmt.Sprintf("%s/%d", path, i), item)
		}
	case Null:
		fmt.Fprintf(b, "%s null @%d\n", path, n.Line)
	default:
		text := fmt.Sprintf("%q", n.Text)
		if n.Secret {
			text = "secret " + text
		}
		fmt.Fprintf(b, "%s = %s @%d\n", path, text, n.Line)
	}
}

func TestFormats(t *testing.T) {
	tests := []struct {
		name, file, text, want string
	}{
		{"maps and lists", "c.yaml", `# comment
kafka:
  brokers: ["a:9092", 'b:9092']
  topics:
    - created
    - name: paid
      partitions: 3
empty:
tilde: ~
`, `/kafka/brokers/0 = "a:9092" @3
/kafka/brokers/1 = "b:9092" @3
/kafka/topics/0 = "created" @5
/kafka/topics/1/name = "paid" @6
/kafka/topics/1/partitions = "3" @7
/empty null @8
/tilde null @9
`},
		{"anchors keep the line of the value", "c.yml", `base: &base
  topic: orders
  group: g
a:
  <<: *base
  group: mine
b: *base
`, `/base/topic = "orders" @2
/base/group = "g" @3
/a/group = "mine" @6
/a/topic = "orders" @2
/b/topic = "orders" @2
/b/group = "g" @3
`},
		{"merge of several maps: the first wins", "c.yaml", `x: &x {k: 1}
y: &y {k: 2, l: 3}
z: {<<: [*x, *y]}
`, `/x/k = "1" @1
/y/k = "2" @2
/y/l = "3" @2
/z/k = "1" @1
/z/l = "3" @2
`},
		{"block and multi-line scalars", "c.yaml", `a: |
  one
  two
b: >-
  one
  two
c: "x\ny"
d: plain
  text
`, `/a = "one\ntwo\n" @1
/b = "one two" @4
/c = "x\ny" @7
/d = "plain text" @8
`},
		{"a key twice: the last counts", "c.yaml", "a: 1\na: 2\n", "/a = \"2\" @2\n"},
		{"windows line ends", "c.yaml", "a: 1\r\nb:\r\n  c: 2\r\n", "/a = \"1\" @1\n/b/c = \"2\" @3\n"},
		{"byte order mark", "c.json", "\ufeff{\"a\": 1}", "/a = \"1\" @1\n"},
		{"tags", "c.yaml", "a: !!str 12\nb: !custom {c: d}\n", "/a = \"12\" @1\n/b/c = \"d\" @2\n"},
		{"json", "c.json", `{
  "a": {"b": [1, true, null,
    "x"]},
  "n": 1.50
}`, `/a/b/0 = "1" @2
/a/b/1 = "true" @2
/a/b/2 null @2
/a/b/3 = "x" @3
/n = "1.50" @4
`},
		{"json with comments and trailing commas", "c.json", `{
  // "a": "old",
  "a": "http://x", /* two
  lines */ "b": ["//", ],
}`, `/a = "http://x" @3
/b/0 = "//" @4
`},
		{"toml", "c.toml", `title = "x" # comment
topic.created = 'orders.created'
[kafka."a.b"]
brokers = [
  "a", # first
  "b",
]
opts = { acks = "all", retries = 3 }
[[consumer]]
topic = "one"
[[consumer]]
topic = """
two
lines"""
[consumer.retry]
max = 1_000
`, `/title = "x" @1
/topic/created = "orders.created" @2
/kafka/a.b/brokers/0 = "a" @5
/kafka/a.b/brokers/1 = "b" @6
/kafka/a.b/opts/acks = "all" @8
/kafka/a.b/opts/retries = "3" @8
/consumer/0/topic = "one" @10
/consumer/1/topic = "two\nlines" @12
/consumer/1/retry/max = "1_000" @16
`},
		{"toml escapes", "c.toml", `a = "x\t\"\u00e9\\"
b = '\t'
c = """a \
    b"""
d = ""
`, "/a = \"x\\t\\\"é\\\\\" @1\n/b = \"\\\\t\" @2\n/c = \"a b\" @3\n/d = \"\" @5\n"},
		{"dotenv", ".env", `# comment
TOPIC=orders.created
export GROUP="my group" # comment
RAW='${TOPIC} #1'
DLQ=${TOPIC}.dlq
DEFAULT=${NOPE:-fallback}
OPEN=${NOPE}
EMPTY=
YAML: style
MULTI="one
two"
AFTER=11
PLAIN=a#b # c
`, `/TOPIC = "orders.created" @2
/GROUP = "my group" @3
/RAW = "${TOPIC} #1" @4
/DLQ = "orders.created.dlq" @5
/DEFAULT = "fallback" @6
/OPEN = "${NOPE}" @7
/EMPTY = "" @8
/YAML = "style" @9
/MULTI = "one\ntwo" @10
/AFTER = "11" @12
/PLAIN = "a#b" @13
`},
		{"properties", "app.properties", `# comment
! comment
kafka.topic = orders
kafka.group:g
long = a, \
       b
key\ with\:space value
uni = \u00e9
`, `/kafka.topic = "orders" @3
/kafka.group = "g" @4
/long = "a, b" @5
/key with:space = "value" @7
/uni = "é" @8
`},
		{"ini", "app.ini", `name = x
; comment
[kafka]
topic = orders ; the topic
quoted = "a ; b"
[default]
late: y
`, `/name = "x" @1
/kafka/topic = "orders" @4
/kafka/quoted = "a ; b" @5
/late = "y" @7
`},
		{"hcl", "app.hcl", `# comment
topic = "orders"
kafka {
  brokers = ["a", "b"] // comment
  retry = { max = 3 }
}
consumer "one" {
  topic = "t1"
}
consumer "two" {
  topic = "t2"
}
text = <<EOT
hello
EOT
`, `/topic = "orders" @2
/text = "hello\n" @13
/kafka/brokers/0 = "a" @4
/kafka/brokers/1 = "b" @4
/kafka/retry/max = "3" @5
/consumer/one/topic = "t1" @8
/consumer/two/topic = "t2" @11
`},
		{"secrets are dropped", "c.yaml", `password: hunter2
apiKeys: [k1, k2]
url: amqp://guest:guest@mq:5672/
plain: amqp://mq:5672/
passwordReset: user.password-reset
env:
  - DB_PASSWORD=x
  - TOPIC=t
`, `/password = secret "" @1
/apiKeys/0 = secret "" @2
/apiKeys/1 = secret "" @2
/url = secret "" @3
/plain = "amqp://mq:5672/" @4
/passwordReset = "user.password-reset" @5
/env/0 = secret "DB_PASSWORD=" @7
/env/1 = "TOPIC=t" @8
`},
		{"a secret in another variable", ".env", "PASS=x\nA=pre-${PASS}\n", "/PASS = secret \"\" @1\n/A = secret \"\" @2\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := Open(write(t, map[string]string{tt.file: tt.text}))
			tree, err := r.File(tt.file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, dump(tree.Root())); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if w := r.Warnings(); len(w) > 0 {
				t.Errorf("warnings: %v", w)
			}
		})
	}
}

func TestDocuments(t *testing.T) {
	r := Open(write(t, map[string]string{"c.yaml": "# head\n---\na: 1\n--- # second\nb: 2\n---\n---\nc: 3\n...\n"}))
	tree, err := r.File("c.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range tree.Docs {
		got = append(got, dump(d))
	}
	want := []string{"/a = \"1\" @3\n", "/b = \"2\" @5\n", "/c = \"3\" @8\n"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestFileAs(t *testing.T) {
	r := Open(write(t, map[string]string{"config": "a: 1\n", "x.txt": "a"}))
	if tree, err := r.FileAs("config", "YAML"); err != nil || tree.Lookup("a").String() != "1" {
		t.Errorf("FileAs: %v, %v", tree, err)
	}
	if _, err := r.File("x.txt"); err == nil {
		t.Error("a text file was read as configuration")
	}
}

func TestLookup(t *testing.T) {
	r := Open(write(t, map[string]string{
		"c.yaml":       "Kafka:\n  Topics: {orderCreated: oc}\nlog.level: debug\na.b:\n  c.d: deep\n",
		"p.properties": "kafka.topic.created=oc\n",
	}))
	tests := []struct {
		file, path, want string
		fold             bool
	}{
		{"c.yaml", "Kafka.Topics.orderCreated", "oc", false},
		{"c.yaml", "kafka.topics.ordercreated", "", false},
		{"c.yaml", "kafka.topics.ordercreated", "oc", true},
		{"c.yaml", "log.level", "debug", false},
		{"c.yaml", "A.B.C.D", "deep", true},
		{"c.yaml", "Kafka.Topics", "", false},
		{"c.yaml", "no.such.key", "", true},
		{"p.properties", "kafka.topic.created", "oc", false},
	}
	for _, tt := range tests {
		tree, err := r.File(tt.file)
		if err != nil {
			t.Fatal(err)
		}
		n := tree.Lookup(strings.Split(tt.path, ".")...)
		if tt.fold {
			n = tree.LookupFold(strings.Split(tt.path, ".")...)
		}
		if got := n.String(); got != tt.want {
			t.Errorf("%s: %s (fold %v) = %q, want %q", tt.file, tt.path, tt.fold, got, tt.want)
		}
	}
}

func TestNilNode(t *testing.T) {
	var tree *Tree
	n := tree.Root().Get("a").GetFold("b").Lookup("c")
	if n != nil || n.String() != "" || n.Strings() != nil || n.Items() != nil || n.Entries() != nil {
		t.Error("a node that is not there has something")
	}
	if _, ok := tree.Value(n); ok {
		t.Error("a node that is not there has a value")
	}
}

func TestValue(t *testing.T) {
	r := Open(write(t, map[string]string{
		"conf/app.yaml": "a:\n  topic: orders\n  token: x\n  m: {}\n",
		".env":          "T=1\n", "sub/.env.example": "T=2\n", "other/env.sample": "T=3\n",
	}))
	tree, err := r.File("conf/app.yaml")
	if err != nil {
		t.Fatal(err)
	}
	got, ok := tree.Value(tree.Lookup("a", "topic"))
	if want := (Value{Text: "orders", File: "conf/app.yaml", Line: 2, Kind: KindFile}); !ok || got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got, ok = tree.Value(tree.Lookup("a", "token")); !ok || got.Text != "" || !got.Secret {
		t.Errorf("a secret: %+v", got)
	}
	if _, ok = tree.Value(tree.Lookup("a", "m")); ok {
		t.Error("a map is a value")
	}
	for dir, want := range map[string]Value{
		".":     {Text: "1", File: ".env", Line: 1, Kind: KindEnv},
		"sub":   {Text: "2", File: "sub/.env.example", Line: 1, Kind: KindEnvExample},
		"other": {Text: "3", File: "other/env.sample", Line: 1, Kind: KindEnvExample},
	} {
		env := r.DotEnv(dir)
		if got, _ := env.Value(env.Lookup("T")); got != want {
			t.Errorf("%s: got %+v, want %+v", dir, got, want)
		}
	}
	env := r.DotEnv("sub", ".")
	if env.File != ".env" {
		t.Errorf("an example won over the real file: %s", env.File)
	}
}

func TestEmbed(t *testing.T) {
	r := Open(write(t, map[string]string{"cm.yaml": "data:\n  app.yaml: |\n    kafka:\n      topic: orders\n    url: amqp://a:b@c/\n"}))
	tree, err := r.File("cm.yaml")
	if err != nil {
		t.Fatal(err)
	}
	name := r.Embed("cm.yaml", "app.yaml", tree.Root().Get("data").Get("app.yaml"))
	inner, err := r.File(name)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := inner.Value(inner.Lookup("kafka", "topic"))
	if want := (Value{Text: "orders", File: "cm.yaml", Line: 4, Kind: KindFile}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if url := inner.Lookup("url"); !url.Secret {
		t.Errorf("a secret was kept: %+v", url)
	}
}

func TestGenerate(t *testing.T) {
	r := Open(t.TempDir())
	r.Generate("out.yaml", []byte("a: 1\nb: |\n  c: 2\n"), []Position{{"values.yaml", 7}, {}, {"values.yaml", 9}})
	tree, err := r.File("out.yaml")
	if err != nil {
		t.Fatal(err)
	}
	a, _ := tree.Value(tree.Lookup("a"))
	b, _ := tree.Value(tree.Lookup("b"))
	inner, err := r.File(r.Embed("out.yaml", "b.yaml", tree.Lookup("b")))
	if err != nil {
		t.Fatal(err)
	}
	c, _ := inner.Value(inner.Lookup("c"))
	for i, got := range []Value{a, b, c} {
		want := []Position{{"values.yaml", 7}, {"out.yaml", 2}, {"values.yaml", 9}}[i]
		if (Position{got.File, got.Line}) != want {
			t.Errorf("value %d stands at %s:%d, want %v", i, got.File, got.Line, want)
		}
	}
}

func TestFiles(t *testing.T) {
	r := Open(write(t, map[string]string{
		"b/x.yaml": "", "a.yaml": "", "vendor/v.yaml": "", ".git/config": "", "testdata/t.yaml": "", ".vscode/launch.json": "",
	}))
	want := []string{".vscode/launch.json", "a.yaml", "b/x.yaml"}
	if diff := cmp.Diff(want, r.Files()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
