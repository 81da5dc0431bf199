package draft

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"github.com/flowvet/flowvet/extract/internal/model"
	"github.com/google/go-cmp/cmp"
)

const bus = `package bus

type Message struct{ Data []byte }
type Bus struct{}
type Handler func(m *Message) error
type Sink interface{ Emit(name string, v any) }

func (b *Bus) Publish(topic, key string, payload []byte, opts ...string) error { return nil }
func (b *Bus) Subscribe(topic, group string, h Handler) error { return nil }
func (b *Bus) Messages() <-chan Message { return nil }
func (b *Bus) Publisher() *Bus { return nil }
func (b *Bus) send(topic string) {}
func Receive(string) <-chan Message { return nil }
func SendTo(address string, it any) error { return nil }
func Sender() {}
func Send(n int) {}
`

const want = `# A draft made from the names in example.com/bus.
# Check every line: what is a guess says so. Delete what does not send or receive.
library: bus
broker: other:bus # kafka, rabbitmq, nats, or other:NAME
packages: [example.com/bus]
calls:
  - call: (*Bus).Publish(topic, key, payload, opts...)
    publish: {channel: topic, key: key, payload: payload}
  - call: (*Bus).Subscribe(topic, group, h)
    consume: {channel: topic, group: group}
    deliver: [{call: h, with: [message]}] # guess
  - call: Receive(p1)
    consume: {channel: p1} # guess
    deliver: [{to: result, as: chan}] # guess
  - call: SendTo(address, p2)
    publish: {channel: address, payload: p2} # guess
  - call: (Sink).Emit(name, v)
    publish: {channel: name, payload: v}
`

func check(t *testing.T, src string) *types.Package {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "bus.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	conf := types.Config{Importer: importer.Default()}
	pkg, err := conf.Check("example.com/bus", fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

func TestModelProposesWhatLooksLikeMessaging(t *testing.T) {
	got, ok := Model(check(t, bus))
	if !ok {
		t.Fatal("nothing found")
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	f, err := model.Parse("draft.yaml", got)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := model.Compile([]*model.File{f}); err != nil {
		t.Errorf("the draft is no model: %v", err)
	}
}

func TestModelOfOtherPackages(t *testing.T) {
	if got, ok := Model(check(t, "package bus\nfunc Sum(a, b int) int { return a + b }")); ok {
		t.Errorf("drafted:\n%s", got)
	}
}
