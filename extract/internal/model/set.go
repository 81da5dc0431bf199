package model

import (
	"slices"
	"strings"
)

// Set is the compiled form of several files, by symbol.
type Set struct {
	calls     map[symbolKey][]*CompiledCall
	stores    map[symbolKey]*StoreMethod
	messages  map[typeKey]*CompiledMessage
	modelled  map[string]bool // by import path: whether it is a broker's client
	evaluated map[string]bool // by import path
}

type symbolKey struct{ pkg, recv, name string }

type typeKey struct{ pkg, name string }

// Lookup returns the models of a function, or of a method of the named type
// (the receiver without pointer and type arguments). There are several when
// versions of the library differ in its signature, or when a call means several
// things: see Pick. The import path may be that of a vendored copy.
func (s *Set) Lookup(pkgPath, recvTypeName, funcName string) []*CompiledCall {
	return s.calls[symbolKey{unvendored(pkgPath), recvTypeName, funcName}]
}

// Store returns what a method of a store's handle does, nil if it is none.
func (s *Set) Store(pkgPath, recvTypeName, funcName string) *StoreMethod {
	return s.stores[symbolKey{unvendored(pkgPath), recvTypeName, funcName}]
}

// Message returns what is known of a type that carries a received message, nil
// if it is none.
func (s *Set) Message(pkgPath, typeName string) *CompiledMessage {
	return s.messages[typeKey{unvendored(pkgPath), typeName}]
}

// Client reports whether an import path belongs to a broker's client.
func (s *Set) Client(pkgPath string) bool {
	return s.modelled[unvendored(pkgPath)]
}

// Evaluated reports whether a package is a framework that is read from source.
func (s *Set) Evaluated(pkgPath string) bool { return s.evaluated[unvendored(pkgPath)] }

// Modelled reports whether any call of a package is modelled.
func (s *Set) Modelled(pkgPath string) bool {
	_, ok := s.modelled[unvendored(pkgPath)]
	return ok
}

func unvendored(pkgPath string) string {
	const vendor = "/vendor/"
	if i := strings.LastIndex(pkgPath, vendor); i >= 0 {
		return pkgPath[i+len(vendor):]
	}
	return strings.TrimPrefix(pkgPath, vendor[1:])
}

// Unknown is a parameter count for Pick where the function's type is missing.
const Unknown = -1

// Pick chooses among the models of one symbol those of one signature, which all
// apply: the one that fits the function's number of parameters best by their
// names. A later version may have added parameters: then a model fits that names
// all the first ones. It returns nil if no model fits.
func Pick(calls []*CompiledCall, paramCount int, variadic bool, names []string) []*CompiledCall {
	var best *CompiledCall
	if paramCount == Unknown && len(calls) > 0 {
		best = calls[0]
	}
	most := -1
	for _, c := range calls {
		if len(c.Symbol.Params) != paramCount || c.Symbol.Variadic != variadic {
			continue
		}
		if same := sameNames(c.Symbol.Params, names); same > most {
			best, most = c, same
		}
	}
	if best == nil {
		best = longestPrefix(calls, names)
	}
	if best == nil {
		return nil
	}
	var all []*CompiledCall
	for _, c := range calls {
		if c.Symbol.sameParams(best.Symbol) {
			all = append(all, c)
		}
	}
	return all
}

func sameNames(params, names []string) int {
	same := 0
	for i, p := range params {
		if i < len(names) && p == names[i] {
			same++
		}
	}
	return same
}

// longestPrefix is the model without variadic parameter that names most of the
// function's first parameters, and no others.
func longestPrefix(calls []*CompiledCall, names []string) *CompiledCall {
	var best *CompiledCall
	for _, c := range calls {
		params := c.Symbol.Params
		if c.Symbol.Variadic || len(params) == 0 || len(params) >= len(names) || !slices.Equal(params, names[:len(params)]) {
			continue
		}
		if best == nil || len(params) > len(best.Symbol.Params) {
			best = c
		}
	}
	return best
}
