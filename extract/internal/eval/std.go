package eval

import (
	"path"
	"strings"
	"unicode"
)

// intrinsic is what a function without a body here does. It gives nil to leave a
// call to the default.
type intrinsic = func(*apiCall) []Set

// intrinsics are functions of the standard library, and of a few small ones,
// whose results matter to names. The tables below are the place to add to; what
// they name is in std_*.go by topic. Libraries with more to them have tables of
// their own beside their functions.
var intrinsics = map[string]intrinsic{}

func init() {
	for _, table := range []map[string]intrinsic{
		stringFunctions(), runeFunctions(), formatFunctions(), bufferFunctions(),
		reflectFunctions(), sharingFunctions(), sliceFunctions(),
		configIntrinsics(), injectIntrinsics(), casingIntrinsics(), functionalIntrinsics(),
	} {
		for name, f := range table {
			intrinsics[name] = f
		}
	}
}

func stringFunctions() map[string]intrinsic {
	return map[string]intrinsic{
		"strings.ToLower":    mapText(strings.ToLower),
		"strings.ToUpper":    mapText(strings.ToUpper),
		"strings.Title":      mapText(strings.Title), //nolint:staticcheck // what the program calls
		"strings.TrimSpace":  eachText(trimSpace),
		"strings.TrimPrefix": textWith(trimPrefix),
		"strings.TrimSuffix": textWith(trimSuffix),
		"strings.Trim":       textWith(trimBoth),
		"strings.TrimLeft":   textWith(trimLeft),
		"strings.TrimRight":  textWith(trimRight),
		"strings.ReplaceAll": replaceText,
		"strings.Replace":    replaceText,
		"strings.Join":       joinText,
		"strings.Split":      splitText,
		"strings.Clone":      sameArg(0),
		"strings.Repeat":     execute(repeat),

		"strings.NewReplacer":         newReplacer,
		"(*strings.Replacer).Replace": replaceAll,

		"strings.Contains":      testTexts(strings.Contains),
		"strings.HasPrefix":     testTexts(strings.HasPrefix),
		"strings.HasSuffix":     testTexts(strings.HasSuffix),
		"strings.EqualFold":     testTexts(strings.EqualFold),
		"strings.Index":         execute(func(s ...string) []any { return []any{strings.Index(s[0], s[1])} }),
		"strings.LastIndex":     execute(func(s ...string) []any { return []any{strings.LastIndex(s[0], s[1])} }),
		"strings.IndexByte":     execute(func(s ...string) []any { return []any{strings.Index(s[0], runeOf(s[1]))} }),
		"strings.LastIndexByte": execute(func(s ...string) []any { return []any{strings.LastIndex(s[0], runeOf(s[1]))} }),
		"strings.IndexRune":     execute(func(s ...string) []any { return []any{strings.Index(s[0], runeOf(s[1]))} }),
		"strings.Count":         execute(func(s ...string) []any { return []any{strings.Count(s[0], s[1])} }),
		"strings.Fields":        execute(func(s ...string) []any { return []any{strings.Fields(s[0])} }),
		"strings.SplitN":        execute(func(s ...string) []any { return []any{strings.SplitN(s[0], s[1], intOf(s[2]))} }),
		"strings.Cut":           execute(cut(strings.Cut)),
		"strings.CutPrefix":     execute(cutEnd(strings.CutPrefix)),
		"strings.CutSuffix":     execute(cutEnd(strings.CutSuffix)),

		"(*regexp.Regexp).ReplaceAllString":     replaceRegexp,
		"(*regexp.Regexp).ReplaceAllStringFunc": replaceRegexpFunc,
		"(*regexp.Regexp).MatchString":          matchRegexp,
		"regexp.MatchString":                    matchRegexp,

		"path.Join":          joinPath,
		"path/filepath.Join": joinPath,
		"path.Base":          eachText(baseOf),
		"path/filepath.Base": eachText(baseOf),
		"path.Ext":           execute(func(s ...string) []any { return []any{path.Ext(s[0])} }),
		"path/filepath.Ext":  execute(func(s ...string) []any { return []any{path.Ext(s[0])} }),
		"cmp.Or":             firstNonZero,
	}
}

func runeFunctions() map[string]intrinsic {
	return map[string]intrinsic{
		"unicode.IsUpper":  testRune(unicode.IsUpper),
		"unicode.IsLower":  testRune(unicode.IsLower),
		"unicode.IsDigit":  testRune(unicode.IsDigit),
		"unicode.IsNumber": testRune(unicode.IsNumber),
		"unicode.IsLetter": testRune(unicode.IsLetter),
		"unicode.IsSpace":  testRune(unicode.IsSpace),
		"unicode.IsPunct":  testRune(unicode.IsPunct),
		"unicode.ToUpper":  mapRune(unicode.ToUpper),
		"unicode.ToLower":  mapRune(unicode.ToLower),
	}
}

func formatFunctions() map[string]intrinsic {
	return map[string]intrinsic{
		"fmt.Sprintf":       printed(sprintf),
		"fmt.Sprint":        printed(sprint),
		"fmt.Sprintln":      printed(sprintln),
		"fmt.Fprintf":       printedTo(sprintf),
		"fmt.Fprint":        printedTo(sprint),
		"fmt.Fprintln":      printedTo(sprintln),
		"io.WriteString":    printedTo(func(c *apiCall) Set { return c.args[0] }),
		"fmt.Errorf":        failure,
		"errors.New":        failure,
		"errors.Join":       failure,
		"strconv.Itoa":      formatArg("%v"),
		"strconv.Quote":     formatArg("%q"),
		"strconv.FormatInt": formatInt,
		"strconv.Atoi":      execute(atoi),
	}
}

func bufferFunctions() map[string]intrinsic {
	all := map[string]intrinsic{
		"bytes.NewReader":        sameArg(0),
		"bytes.NewBuffer":        bufferOf,
		"bytes.NewBufferString":  bufferOf,
		"strings.NewReader":      sameArg(0),
		"bufio.NewReader":        around(0),
		"bufio.NewWriter":        around(0),
		"(*bufio.Writer).Flush":  nothing,
		"io.NopCloser":           sameArg(0),
		"io.ReadAll":             sameArg(0),
		"bytes.TrimSpace":        sameArg(0),
		"bytes.Clone":            sameArg(0),
		"(*bytes.Buffer).Bytes":  written,
		"(*bytes.Buffer).String": written,
	}
	for _, buffer := range []string{"(*bytes.Buffer).", "(*strings.Builder).", "(*bufio.Writer)."} {
		all[buffer+"String"] = written
		all[buffer+"Write"] = write
		all[buffer+"WriteString"] = write
		all[buffer+"WriteByte"] = write
		all[buffer+"WriteRune"] = write
		all[buffer+"Reset"] = resetBuffer
		all[buffer+"Len"] = writtenLen
		all[buffer+"Grow"] = nothing
	}
	return all
}

func reflectFunctions() map[string]intrinsic {
	return map[string]intrinsic{
		"reflect.TypeOf":              typeOf,
		"reflect.TypeFor":             typeFor,
		"reflect.ValueOf":             sameArg(0),
		"reflect.Indirect":            indirect,
		"reflect.New":                 newOf,
		"reflect.Zero":                zeroOf,
		"(reflect.Value).Elem":        valueElem,
		"(reflect.Value).Addr":        valueAddr,
		"(reflect.Value).Type":        typeOfRecv,
		"(reflect.Value).Interface":   valueInterface,
		"(reflect.Value).Kind":        valueKind,
		"(reflect.Value).String":      valueString,
		"(reflect.Value).Set":         setValue,
		"(reflect.Value).SetString":   setValue,
		"(reflect.Value).NumField":    numField,
		"(reflect.Value).Field":       valueField,
		"(reflect.Value).FieldByName": valueField,
		"(reflect.Type).Elem":         typeElem,
		"(reflect.Type).Kind":         typeKind,
		"(reflect.Type).Name":         typeName(bareTypeName),
		"(reflect.Type).String":       typeName(shortTypeName),
		"(reflect.Type).PkgPath":      typeName(typePkgPath),
	}
}

func sharingFunctions() map[string]intrinsic {
	return map[string]intrinsic{
		"(*sync.Map).Store":               storeEntry,
		"(*sync.Map).Load":                loadEntry,
		"(*sync.Map).LoadAndDelete":       loadEntry,
		"(*sync.Map).LoadOrStore":         loadOrStore,
		"(*sync.Map).Swap":                swapEntry,
		"(*sync.Map).Range":               rangeEntries,
		"(*sync.Map).Delete":              nothing,
		"(*sync/atomic.Value).Store":      storeCell,
		"(*sync/atomic.Value).Load":       loadCell,
		"(*sync/atomic.Pointer[T]).Store": storeCell,
		"(*sync/atomic.Pointer[T]).Load":  loadCell,

		"context.WithValue":               contextWith,
		"(context.Context).Value":         contextValue,
		"(*net/http.Request).WithContext": requestWith,
		"(*net/http.Request).Clone":       requestWith,
		"(*net/http.Request).Context":     requestContext,
	}
}

// sameArg is a function whose result is an argument, as far as names go.
func sameArg(i int) intrinsic {
	return func(c *apiCall) []Set {
		if i >= len(c.args) || len(c.out) == 0 {
			return nil
		}
		c.out[0] = c.args[i]
		return c.out
	}
}

// around is a function that makes a reader or writer of another one.
func around(i int) intrinsic {
	return func(c *apiCall) []Set {
		c.out[0] = c.args[i].bare()
		return c.out
	}
}

// nothing is a function that leaves what matters here as it is.
func nothing(c *apiCall) []Set { return c.out }

func firstValue(s Set) Value {
	if len(s.vals) == 0 {
		return Nil{}
	}
	return s.vals[0]
}
