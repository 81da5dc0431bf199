package eval

import (
	"fmt"
	"go/types"
	"math/big"
	"strconv"
	"strings"
)

// verb is one place of a format: what fmt itself would be given to print an
// argument, and which argument it is.
type verb struct {
	spec string // with its flags and width: %-5s
	arg  int
	open bool // its width is an argument that is not known
}

func (v verb) letter() byte { return v.spec[len(v.spec)-1] }

// plain says that a text is printed as it is.
func (v verb) plain() bool { return v.spec == "%s" || v.spec == "%v" || v.spec == "%+v" }

// cutVerb takes a verb off what follows a percent sign, with its argument's index
// and those arguments that are its width or precision.
func cutVerb(s string, next int, args []Set) (v verb, rest string, after int) {
	v.spec = "%"
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '[':
			end := strings.IndexByte(s[i:], ']')
			n, err := strconv.Atoi(s[i+1 : i+max(end, 1)])
			if end < 0 || err != nil {
				v.open = true
				return v, "", next
			}
			next, i = n-1, i+end
		case s[i] == '*':
			width, ok := argAt(args, next).num()
			v.spec += strconv.Itoa(width)
			v.open = v.open || !ok
			next++
		case strings.IndexByte("+-# 0123456789.", s[i]) >= 0:
			v.spec += s[i : i+1]
		default:
			v.spec, v.arg = v.spec+s[i:i+1], next
			if s[i] != '%' {
				next++
			}
			return v, s[i+1:], next
		}
	}
	v.open = true
	return v, "", next
}

func argAt(args []Set, i int) Set {
	if i >= 0 && i < len(args) {
		return args[i]
	}
	return one(runtimeText("…"))
}

// print is a known value as fmt prints it, and a hole of any other.
func (v verb) print(val Value, t *Text) *Text {
	if v.open {
		return runtimeText("…")
	}
	typ := typeOfValue(val)
	if c, ok := unwrap(val).(Const); ok {
		s, ok := v.printConst(c, typ)
		if !ok {
			return runtimeText("…")
		}
		return newText([]textPart{{lit: s}}, t.prov)
	}
	if v.plain() {
		return t
	}
	return t.apply(func(s string) string {
		if typ != nil && isBytes(typ) {
			return fmt.Sprintf(v.spec, []byte(s))
		}
		return fmt.Sprintf(v.spec, s)
	}, func() *Text {
		if t.pureHole() != nil {
			return t
		}
		return runtimeText("…")
	})
}

// printConst prints a number or truth value of its type.
func (v verb) printConst(c Const, typ types.Type) (string, bool) {
	var info types.BasicInfo
	if typ != nil {
		if b, ok := typ.Underlying().(*types.Basic); ok {
			info = b.Info()
		}
	}
	switch {
	case info&types.IsFloat != 0:
		r, ok := new(big.Rat).SetString(c.text)
		if !ok {
			return "", false
		}
		f, _ := r.Float64()
		if typ.Underlying().(*types.Basic).Kind() == types.Float32 {
			return fmt.Sprintf(v.spec, float32(f)), true
		}
		return fmt.Sprintf(v.spec, f), true
	case info&types.IsUnsigned != 0 && c.isNum:
		return fmt.Sprintf(v.spec, uint64(c.num)), true
	case c.isNum && info&types.IsComplex == 0:
		return fmt.Sprintf(v.spec, c.num), true
	case c.text == "true" || c.text == "false":
		return fmt.Sprintf(v.spec, c.text == "true"), true
	}
	return c.text, v.plain() && info&types.IsComplex == 0
}
