package eval

// dig: a container is told and asked in calls of its own.

const (
	digContainer = "(*go.uber.org/dig.Container)."
	digScope     = "(*go.uber.org/dig.Scope)."
)

var digFunctions = map[string]func(*apiCall) []Set{
	"go.uber.org/dig.New":    newContainer,
	"go.uber.org/dig.Name":   digText(func(p *provider, s string) { p.name = s }),
	"go.uber.org/dig.Group":  digText(func(p *provider, s string) { p.group = s }),
	"go.uber.org/dig.As":     digAs,
	"go.uber.org/dig.Export": func(c *apiCall) []Set { return c.hold(export(truth(c.args[0]) != isFalse), c.args[0]) },

	digContainer + "Provide":  digProvide,
	digContainer + "Decorate": digDecorate,
	digContainer + "Invoke":   digInvoke,
	digContainer + "Scope":    newScope,
	digScope + "Provide":      digProvide,
	digScope + "Decorate":     digDecorate,
	digScope + "Invoke":       digInvoke,
	digScope + "Scope":        newScope,
}

// export tells the outermost container of what is told to a scope.
type export bool

func newContainer(c *apiCall) []Set {
	o := c.a.m.object(c.a, c.at, pointee(c.sig.Results().At(0).Type()))
	o.lib = true
	c.out[0] = one(Ref{o, ""})
	return c.out
}

// container is the one that a set is, if it is known.
func container(s Set) *Object {
	for _, v := range s.vals {
		if r, ok := unwrap(v).(Ref); ok && r.obj.lib {
			return r.obj
		}
	}
	return nil
}

func newScope(c *apiCall) []Set {
	of := container(c.recv)
	if of == nil {
		return nil
	}
	name, _ := c.args[0].exactText()
	o := c.child(of, name, pointee(c.sig.Results().At(0).Type()))
	c.out[0] = one(Ref{o, ""})
	return c.out
}

func digText(say func(*provider, string)) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		s, _ := c.args[0].exactText()
		return c.hold(annotation(func(p *provider) { say(p, s) }), c.args[0])
	}
}

func digAs(c *apiCall) []Set {
	elems := c.elements(0)
	ts := pointedTypes(elems)
	return c.hold(annotation(func(p *provider) { p.as, p.all = append(p.as, ts), true }), elems...)
}

// digProvide is told a constructor and options.
func digProvide(c *apiCall) []Set {
	o := container(c.recv)
	if o == nil {
		return nil
	}
	in := o
	for _, v := range c.args[0].vals {
		p := providerOf(v)
		for _, opt := range c.values(1) {
			switch opt := holding(opt).(type) {
			case annotation:
				opt(p)
			case export:
				in = outermost(in, bool(opt))
			}
		}
		c.a.m.tell(providing, in, o, p)
	}
	return c.out
}

func outermost(o *Object, up bool) *Object {
	for up && parentOf(o) != nil {
		o = parentOf(o)
	}
	return o
}

func digDecorate(c *apiCall) []Set {
	o := container(c.recv)
	if o == nil {
		return nil
	}
	for _, v := range c.args[0].vals {
		c.a.m.tell(decorating, o, o, providerOf(v))
	}
	return c.out
}

func digInvoke(c *apiCall) []Set {
	o := container(c.recv)
	if o == nil {
		return nil
	}
	in := c.injection()
	for _, v := range c.args[0].vals {
		in.invoke(o, providerOf(v), c.args[0].origin)
	}
	return c.out
}
