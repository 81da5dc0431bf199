package eval

import (
	"go/types"
	"strconv"
)

// What carries values from one part of a program to another: atomic values and
// sync.Map.

const atomicCell = ".$value"

func storeCell(c *apiCall) []Set {
	for _, v := range c.recv.vals {
		if r, ok := unwrap(v).(Ref); ok {
			c.a.m.storeAt(c.a, Ref{r.obj, r.path + atomicCell}, c.args[0], types.Typ[types.Invalid], true)
		}
	}
	return c.out
}

func loadCell(c *apiCall) []Set {
	var out Set
	for _, v := range c.recv.vals {
		if r, ok := unwrap(v).(Ref); ok {
			out = out.union(strip(c.a.m.load(Ref{r.obj, r.path + atomicCell}, types.Typ[types.UntypedNil])))
		}
	}
	if isEmpty(out) {
		return nil
	}
	return []Set{out}
}

// syncMap is the object that a sync.Map keeps its entries in: a map of its own.
func (c *apiCall) syncMap() *Object {
	r, ok := unwrap(c.recv.single()).(Ref)
	if !ok {
		return nil
	}
	k := site{act: "sync.Map " + strconv.Itoa(r.obj.id), at: r.path}
	o := c.a.m.objects[k]
	if o == nil {
		anyType := types.Universe.Lookup("any").Type()
		o = &Object{id: len(c.a.m.objects), typ: types.NewMap(anyType, anyType)}
		c.a.m.objects[k] = o
	}
	return o
}

func storeEntry(c *apiCall) []Set {
	if o := c.syncMap(); o != nil {
		c.a.mapUpdate(one(Ref{o, ""}), c.args[0], c.args[1])
	}
	return c.out
}

func loadEntry(c *apiCall) []Set {
	o := c.syncMap()
	if o == nil {
		return nil
	}
	val, found := c.a.m.entryOf(o, c.args[0], elemType(o.typ))
	if isEmpty(val) {
		return nil
	}
	c.out[0] = strip(val)
	if found == isTrue {
		c.out[1] = one(constBool(true))
	}
	return c.out
}

// loadOrStore stores unless the entry is there already.
func loadOrStore(c *apiCall) []Set {
	var have Set
	if loadEntry(c) != nil {
		if truth(c.out[1]) == isTrue {
			return c.out
		}
		have = c.out[0]
	}
	storeEntry(c)
	c.out[0] = have.union(c.args[1])
	return c.out
}

// swapEntry stores, and gives what was there.
func swapEntry(c *apiCall) []Set {
	loadEntry(c)
	return storeEntry(c)
}

// rangeEntries calls a function for each entry. Whether it goes on is left open.
func rangeEntries(c *apiCall) []Set {
	o := c.syncMap()
	if o == nil {
		return nil
	}
	keys, vals := c.a.m.entries(o, elemType(o.typ))
	for i, key := range keys {
		c.callArg(c.args[0], strconv.Itoa(i), []Set{strip(key), strip(vals[i])})
	}
	return c.out
}

// onceCell says that what runs once has run.
const onceCell = ".$done"

// first says whether something that runs once, for an object, may run now.
func (a *activation) first(of Set) bool {
	r, ok := unwrap(of.single()).(Ref)
	if !ok {
		return true
	}
	cell := r.path + onceCell
	if truth(r.obj.cells[cell]) == isTrue {
		return false
	}
	a.m.storeAt(a, Ref{r.obj, cell}, one(constBool(true)), types.Typ[types.Bool], true)
	return true
}
