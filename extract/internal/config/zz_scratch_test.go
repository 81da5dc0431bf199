package config

import (
	"fmt"
	"testing"
)

func dump(n *Node, ind string) {
	if n == nil {
		fmt.Println(ind, "nil")
		return
	}
	switch n.Kind {
	case Map:
		fmt.Println(ind, "map", n.Line)
		for _, e := range n.entries {
			fmt.Println(ind, e.Key, ":")
			dump(e.Value, ind+"  ")
		}
	case List:
		fmt.Println(ind, "list", n.Line)
		for _, e := range n.items {
			dump(e, ind+"  ")
		}
	default:
		fmt.Printf("%s%q %d secret=%v null=%v\n", ind, n.Text, n.Line, n.Secret, n.Kind == Null)
	}
}
func TestScratch(t *testing.T) {
	for _, c := range []struct {
		f func([]byte) ([]*Node, error)
		s string
	}{
		{readYAML, "# c\na: &x {k: 1, l: [a, 'b', \"c\\n\"]}\nb:\n  <<: *x\n  k: 2\n  z: |\n    hi\n    there\n  n:\n  q: ~\n? w\n: v\nd: !!str 12\ne: *x\nf: >-\n  fold\n  ed\ng: 2024-01-01\nh: plain\n  more\n---\n- 1\n- a: b\n  password: x\n"},
		{readYAML, "a: &x\n  b: *x\n"}, {readYAML, "a: [1\n"}, {readYAML, "a: *nope\n"}, {readYAML, ""}, {readYAML, "# only\n"}, {readYAML, "---\n---\na: 1\n"}, {readYAML, "x\n"},
		{readYAML, "\n\n\na: 1\r\nb:\r\n  - c\r\n"},
		{readJSON, "{\n\"a\": 1, // c\n\"b\": [1,2,\n{\"x\":null}],}\n"}, {readJSON, "{\"a\" 1}"}, {readJSON, ""},
		{readTOML, "a = 1\n[b.c]\nd = \"x\" # c\ne.f = [1,\n 2, {g='h'}]\n[[t]]\nn=1\n[[t]]\nn=\"\"\"\nml\n\"\"\"\n"},
		{readDotEnv, "A=1\nexport B=\"x $A\\n\" # c\nC='$A'\n#D=1\nE=${A}-t # c\nF: y\nG=\nH=${Z:-d}${Q}\nPASS=abc\nURL=x${PASS}\n"},
		{readProperties, "a.b = c\n# x\nd:e\\\n  f\ng\n"}, {readINI, "x=1\n[s]\na = b ; c\n"},
		{readHCL, "a = 1\nb \"l\" \"m\" {\n c = \"x\"\n d = [1, {e = 2}]\n}\nb \"l\" \"n\" { c = 3 }\nx {\n y = 1 }\nx { y = 2 }\nt = <<EOT\nhi\nEOT\n"},
	} {
		ns, err := c.f([]byte(c.s))
		fmt.Printf("=== %q err=%v\n", c.s[:min(30, len(c.s))], err)
		for _, n := range ns {
			dump(n, "  ")
		}
	}
}
