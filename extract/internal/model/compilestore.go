package model

import "github.com/flowvet/flowvet/graph"

// requestKinds are the outgoing calls that a model may have.
var requestKinds = []string{graph.HTTPClient, graph.GRPCClient}

// store indexes the methods of a store's handles.
func (c *compiler) store(s *Set, at where, st Store) {
	if len(st.Types) == 0 {
		c.errorf(at, "store needs types")
	}
	if st.Kind == "" {
		c.errorf(at, "store needs a kind")
	}
	if st.Package != "" && !importPath(st.Package) {
		c.errorf(at.in("package"), "%q is not an import path", st.Package)
	}
	sc := scope{symbol: Symbol{Recv: "T", Name: "method", Params: st.Params}}
	compiled := &CompiledStore{
		File:   c.file,
		Handle: st.Handle,
		Kind:   c.expr(at.in("kind"), st.Kind, sc), Name: c.expr(at.in("name"), st.Name, sc), Object: c.expr(at.in("object"), st.Object, sc),
		Statement: st.Statement, Entity: st.Entity,
	}
	lists := []struct {
		names  []string
		method StoreMethod
	}{
		{st.Read, StoreMethod{CompiledStore: compiled, Operation: graph.Read}},
		{st.Write, StoreMethod{CompiledStore: compiled, Operation: graph.Write}},
		{st.Same, StoreMethod{CompiledStore: compiled}},
		{st.Begin, StoreMethod{CompiledStore: compiled, Begin: true}},
		{st.End, StoreMethod{CompiledStore: compiled, End: true}},
	}
	methods := 0
	for _, list := range lists {
		methods += len(list.names)
		for _, name := range list.names {
			for _, recv := range st.Types {
				for _, pkg := range c.packages(st.Package) {
					s.modelled[pkg] = s.modelled[pkg] || c.file.Broker != ""
					s.stores[symbolKey{pkg, recv, name}] = &list.method
				}
			}
		}
	}
	if methods == 0 {
		c.errorf(at, "store has no methods")
	}
}

func (c *compiler) request(at where, r *Request, sc scope) *CompiledRequest {
	if r == nil {
		return nil
	}
	c.oneOf(at.in("kind"), "kind", r.Kind, requestKinds)
	if r.Kind == "" || r.Name == "" {
		c.errorf(at, "request needs a kind and a name")
	}
	return &CompiledRequest{Kind: r.Kind, Name: c.expr(at.in("name"), r.Name, sc)}
}
