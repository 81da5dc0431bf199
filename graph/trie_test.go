package graph

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// matches asks the trie about one subscription.
func matches(d dialect, subscription, published string) bool {
	t := newTrie[int](d)
	t.add(Name{Text: subscription, Resolution: Exact}, 1)
	found := false
	t.match(Name{Text: published, Resolution: Exact}, func(int) { found = true })
	return found
}

// naive compares token lists by the definition of the wildcards.
func naive(d dialect, sub, pub []string) bool {
	if len(sub) == 0 {
		return len(pub) == 0
	}
	switch {
	case d.any != "" && sub[0] == d.any:
		return naive(d, sub[1:], pub) || len(pub) > 0 && naive(d, sub, pub[1:])
	case d.rest != "" && sub[0] == d.rest && len(sub) == 1:
		return len(pub) > 0
	case len(pub) == 0:
		return false
	case sub[0] == d.one || sub[0] == pub[0]:
		return naive(d, sub[1:], pub[1:])
	}
	return false
}

// words are all lists of up to n words of an alphabet.
func words(alphabet []string, n int) [][]string {
	all := [][]string{{}}
	for last := all; n > 0; n-- {
		var next [][]string
		for _, w := range last {
			for _, a := range alphabet {
				next = append(next, append(slices.Clone(w), a))
			}
		}
		all, last = append(all, next...), next
	}
	return all
}

func TestTrieAgreesWithTheDefinition(t *testing.T) {
	tests := []struct {
		name      string
		dialect   dialect
		wildcards []string
	}{
		{"nats", natsSubjects, []string{"*", ">"}},
		{"amqp", amqpTopics, []string{"*", "#"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			literals := []string{"a", "b"}
			published := words(literals, 4)
			for _, sub := range words(append(literals, tt.wildcards...), 4) {
				for _, pub := range published {
					got := matches(tt.dialect, strings.Join(sub, "."), strings.Join(pub, "."))
					if want := naive(tt.dialect, sub, pub); got != want {
						t.Errorf("%q matches %q = %v, want %v", sub, pub, got, want)
					}
				}
			}
		})
	}
}

// Many subscriptions in one trie must find what each finds on its own.
func TestTrieHoldsManySubscriptions(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := []string{"a", "b", "*", "#", "a{x}", "{x}", "${K}", ""}
	name := func() Name {
		tokens := make([]string, 1+random.IntN(4))
		for i := range tokens {
			tokens[i] = alphabet[random.IntN(len(alphabet))]
		}
		return Name{Text: strings.Join(tokens, ".")}
	}
	for range 200 {
		together := newTrie[int](amqpTopics)
		alone := make([]*trie[int], 30)
		for i := range alone {
			n := name()
			together.add(n, i)
			alone[i] = newTrie[int](amqpTopics)
			alone[i].add(n, i)
		}
		pub := name()
		got, want := map[int]bool{}, map[int]bool{}
		together.match(pub, func(i int) { got[i] = true })
		for _, one := range alone {
			one.match(pub, func(i int) { want[i] = true })
		}
		for i := range alone {
			if got[i] != want[i] {
				t.Fatalf("%q: subscription %d found %v together, %v alone", pub.Text, i, got[i], want[i])
			}
		}
	}
}

func TestTrieKeepsRabbitMQsEmptyWords(t *testing.T) {
	tests := []struct {
		binding, key string
		want         bool
	}{
		{"#", "", true},
		{"*", "", false},
		{"", "", true},
		{"a.*", "a.", true},
		{"a.#", "a", true},
		{"#.#", "", true},
		{"*.*", ".", true},
		{"a.*.b", "a..b", true},
	}
	for _, tt := range tests {
		if got := matches(amqpTopics, tt.binding, tt.key); got != tt.want {
			t.Errorf("%q takes %q = %v, want %v", tt.binding, tt.key, got, tt.want)
		}
	}
}

// A binding of many # must not take exponential time.
func TestTrieIsPolynomial(t *testing.T) {
	binding := strings.Repeat("#.a.", 60) + "b"
	key := strings.Repeat("a.", 200) + "c"
	if matches(amqpTopics, binding, key) {
		t.Error("matched")
	}
	long := strings.Repeat("a", maxName+1)
	if matches(natsSubjects, long, long) {
		t.Error("a name that is too long matched")
	}
}

func FuzzTrie(f *testing.F) {
	f.Add("a.*.#", "a.b.c.d")
	f.Add("a.>", "a.b")
	f.Add("#.#.b", "b")
	f.Add("..", "..")
	f.Fuzz(func(t *testing.T, sub, pub string) {
		if len(sub) > 24 || len(pub) > 24 {
			t.Skip()
		}
		for _, d := range []dialect{natsSubjects, amqpTopics, mqttTopics} {
			tokens := func(s string) []string {
				if s == "" {
					return nil
				}
				return strings.Split(s, d.separator)
			}
			if got, want := matches(d, sub, pub), naive(d, tokens(sub), tokens(pub)); got != want {
				t.Errorf("%q matches %q = %v, want %v", sub, pub, got, want)
			}
		}
	})
}

// Whatever names look like, parsing and matching them must end without a panic,
// and a name that is not private must match itself if it has no holes.
func FuzzNames(f *testing.F) {
	f.Add("orders.{tenant}", "orders.*")
	f.Add("${A}.{b}", "{{}")
	f.Add("a{.}b", "#.{x}")
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, d := range []dialect{wholeNames, dottedNames, natsSubjects, amqpTopics} {
			tr := newTrie[int](d)
			tr.add(Name{Text: a}, 1)
			tr.match(Name{Text: b}, func(int) {})
			self := false
			tr.match(Name{Text: a}, func(int) { self = true })
			n := Name{Text: a}
			if n.matchable() && !hasKind(parse(n), hole) && !self {
				t.Errorf("%q does not match itself", a)
			}
		}
	})
}
