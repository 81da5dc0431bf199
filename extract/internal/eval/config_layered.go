package eval

import "reflect"

// layeredFunctions are those of libraries that read configuration by key.
func layeredFunctions() map[string]func(*apiCall) []Set {
	all := map[string]func(*apiCall) []Set{}
	koanfFunctions(all)
	uberFunctions(all)
	flatFunctions(all)
	for _, name := range []string{"Load", "MustLoad", "LoadConfig"} {
		all["github.com/zeromicro/go-zero/core/conf."+name] = goZeroLoad
	}
	for _, name := range []string{"FromYamlBytes", "FromJsonBytes", "FromTomlBytes"} {
		all["github.com/zeromicro/go-zero/core/conf.Load"+name] = goZeroDecode
	}
	all["github.com/zeromicro/go-zero/core/conf.UseEnv"] = expandOptions
	return all
}

func expandOptions(c *apiCall) []Set { return c.hold(expandOption{}) }

// koanfFunctions: koanf loads its providers one after the other.
func koanfFunctions(all map[string]func(*apiCall) []Set) {
	const providers = "github.com/knadh/koanf/providers/"
	all[providers+"file.Provider"] = readNamed
	all[providers+"fs.Provider"] = func(c *apiCall) []Set { c.recv, c.args = c.args[0], c.args[1:]; return readEmbedded(c) }
	all[providers+"rawbytes.Provider"] = passed
	all[providers+"confmap.Provider"] = passed
	all[providers+"structs.Provider"] = func(c *apiCall) []Set {
		tag, _ := c.args[1].settledText()
		return c.layerHeld(tag)
	}
	for _, name := range []string{"Provider", "ProviderWithValue"} {
		all[providers+"env."+name] = func(c *apiCall) []Set {
			prefix, _ := c.args[0].settledText()
			return c.hold(c.variables(prefix, c.arg(2)), c.args...)
		}
	}
	all[providers+"env/v2.Provider"] = func(c *apiCall) []Set {
		opt, _ := c.arg(1).single().(*Struct)
		if opt == nil {
			return nil
		}
		prefix, _ := opt.cells[".Prefix"].settledText()
		return c.hold(c.variables(prefix, opt.cells[".TransformFunc"]), c.args...)
	}
	for _, pkg := range []string{"github.com/knadh/koanf", "github.com/knadh/koanf/v2"} {
		recv := "(*" + pkg + ".Koanf)."
		all[pkg+".New"] = collecting
		all[pkg+".NewWithConf"] = collecting
		all[recv+"Load"] = koanfLoad
		all[recv+"Unmarshal"] = decodePart("koanf", 0, 1)
		all[recv+"UnmarshalWithConf"] = decodePart("koanf", 0, 1)
		all[recv+"String"] = readPart(0, noArg)
		all[recv+"MustString"] = readPart(0, noArg)
		all[recv+"Cut"] = subPart
	}
}

const noArg = -1

func readNamed(c *apiCall) []Set {
	files := c.filesNamed(c.args[0])
	if len(files.vals) == 0 {
		return nil
	}
	c.out[0] = files
	return c.out
}

// passed is a source that is what it was made of.
func passed(c *apiCall) []Set {
	c.out[0] = c.args[0]
	return c.out
}

// layerHeld is a source made of a struct of the program.
func (c *apiCall) layerHeld(tag string) []Set {
	l, ok := c.layerOf(c.args[0].single(), tag, "")
	if !ok {
		return nil
	}
	return c.hold(l, c.args...)
}

func koanfLoad(c *apiCall) []Set {
	p, ok := c.partOf(c.recv)
	if !ok {
		return c.out
	}
	for _, v := range c.args[0].vals {
		l, ok := c.layerOf(v, "koanf", "")
		if ok {
			p.of.list = append(p.of.list, l)
			c.out[0] = one(Nil{})
		}
		p.of.open = p.of.open || !ok || l.open
	}
	return c.out
}

// uberFunctions: go.uber.org/config merges its sources in order, and fills in
// variables if it is told how.
func uberFunctions(all map[string]func(*apiCall) []Set) {
	const pkg = "go.uber.org/config"
	all[pkg+".File"] = readNamed
	all[pkg+".Source"] = passed
	all[pkg+".RawSource"] = passed
	all[pkg+".Static"] = passed
	all[pkg+".Expand"] = expandOptions
	all[pkg+".NewYAML"] = func(c *apiCall) []Set {
		p := part{of: &layers{}}
		for _, v := range c.values(0) {
			if _, ok := holding(v).(expandOption); ok {
				p.of.expand = true
			}
			if l, ok := c.layerOf(v, "yaml", "yaml"); ok {
				p.of.list = append(p.of.list, l)
			}
		}
		return c.hold(p, c.elements(0)...)
	}
	all[pkg+".NewYAMLProviderFromFiles"] = openParts("yaml")
	for _, provider := range []string{"(*" + pkg + ".YAML).", "(" + pkg + ".Provider).", "(" + pkg + ".Value)."} {
		all[provider+"Get"] = subPart
	}
	all["("+pkg+".Value).String"] = readPart(noArg, noArg)
	all["("+pkg+".Value).AsString"] = readPart(noArg, noArg)
	all["("+pkg+".Value).Populate"] = decodePart("yaml", noArg, 0)
}

type expandOption struct{}

// flatFunctions are those of Java-style properties, of files of sections, and of
// trees of TOML.
func flatFunctions(all map[string]func(*apiCall) []Set) {
	const properties = "github.com/magiconair/properties"
	for _, name := range []string{"LoadFile", "MustLoadFile", "LoadFiles", "MustLoadFiles", "LoadString", "MustLoadString", "Load"} {
		all[properties+"."+name] = openParts("properties")
	}
	recv := "(*" + properties + ".Properties)."
	all[recv+"GetString"] = readPart(0, 1)
	all[recv+"MustGetString"] = readPart(0, noArg)
	all[recv+"MustGet"] = readPart(0, noArg)
	all[recv+"Get"] = readPart(0, noArg)
	all[recv+"Decode"] = propertiesDecode

	for _, ini := range []string{"gopkg.in/ini.v1", "github.com/go-ini/ini"} {
		for _, name := range []string{"Load", "LooseLoad", "InsensitiveLoad", "ShadowLoad"} {
			all[ini+"."+name] = openParts("ini")
		}
		all["(*"+ini+".File).Section"] = subPart
		all["(*"+ini+".Section).Key"] = subPart
		all["(*"+ini+".Key).String"] = readPart(noArg, noArg)
		all["(*"+ini+".Key).Value"] = readPart(noArg, noArg)
		all["(*"+ini+".Key).MustString"] = readPart(noArg, 0)
		all["(*"+ini+".File).MapTo"] = decodePart("ini", noArg, 0)
		all["(*"+ini+".Section).MapTo"] = decodePart("ini", noArg, 0)
		all[ini+".MapTo"] = decodeNamed("ini", 1, 0)
	}

	const toml = "github.com/pelletier/go-toml"
	for _, name := range []string{"LoadFile", "LoadBytes", "Load"} {
		all[toml+"."+name] = openParts("toml")
	}
	all["(*"+toml+".Tree).Get"] = readPart(0, noArg)
	all["(*"+toml+".Tree).GetDefault"] = readPart(0, 1)
	all["(*"+toml+".Tree).Unmarshal"] = decodePart("toml", noArg, 0)
}

// propertiesDecode fills a struct; a field's default is in its tag.
func propertiesDecode(c *apiCall) []Set {
	decodePart("properties", noArg, 0)(c)
	defaults := tagStyle{env: noNames, envPrefix: inTag(""), fallback: option("properties", "default=")}
	return fillFrom(defaults, noPrefix, 0)(c)
}

// goZero is how go-zero reads the tags of its configuration: `json:",default=x"`.
var goZero = tagStyle{
	env: func(tag reflect.StructTag, _, _ string) ([]string, bool) {
		if name := option("json", "env=")(tag); name != "" {
			return []string{name}, true
		}
		return nil, true
	},
	envPrefix: inTag(""), fallback: option("json", "default="),
}

// goZeroLoad fills a struct from a file: variables in it are filled in if that is
// asked for, and those that tags name win.
func goZeroLoad(c *apiCall) []Set {
	files := c.filesNamed(c.args[0])
	for _, v := range c.values(2) {
		if _, ok := holding(v).(expandOption); ok {
			files = expanded(files)
		}
	}
	c.args = []Set{files, c.args[1]}
	return goZeroDecode(c)
}

func goZeroDecode(c *apiCall) []Set {
	c.decodeFile(c.args[0], c.args[1], "json")
	return fillFrom(goZero, noPrefix, 1)(c)
}

// Calls that several libraries have.

// openParts loads the files that the arguments name.
func openParts(format string) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		p := part{of: &layers{}}
		for i := range c.args {
			for _, s := range c.namesIn(i) {
				for _, v := range append(s.vals, c.filesNamed(s).vals...) {
					if l, ok := c.layerOf(v, "", format); ok && l.tree != nil {
						p.of.list = append(p.of.list, l)
					}
				}
			}
		}
		if len(p.of.list) == 0 {
			return nil
		}
		return c.hold(p, c.args...)
	}
}

// namesIn are the values of an argument, or of its elements.
func (c *apiCall) namesIn(i int) []Set {
	if _, isSlice := unwrap(c.args[i].single()).(Slice); isSlice {
		return c.elements(i)
	}
	return []Set{c.args[i]}
}

// arg is an argument, nothing if there is none of that number.
func (c *apiCall) arg(i int) Set {
	if i < 0 || i >= len(c.args) {
		return Set{}
	}
	return c.args[i]
}

// subPart goes down by the key that is the first argument.
func subPart(c *apiCall) []Set {
	p, ok := c.partOf(c.recv)
	key, exact := c.args[0].settledText()
	if !ok || !exact {
		return nil
	}
	return c.hold(p.sub(key), c.recv, c.args[0])
}

// readPart reads by key, with a default from an argument on.
func readPart(key, def int) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		p, ok := c.partOf(c.recv)
		if !ok {
			return nil
		}
		at := text("")
		if key >= 0 {
			at = c.args[key]
		}
		return p.read(c, at, c.arg(def))
	}
}

// decodePart decodes to an argument what is at the key that another one is, if any.
func decodePart(tag string, key, into int) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		p, ok := c.partOf(c.recv)
		if !ok {
			c.a.m.havoc(c.args[into], 0)
			return c.out
		}
		if key >= 0 {
			k, _ := c.args[key].settledText()
			p = p.sub(k)
		}
		p.decode(c, c.args[into], tag)
		return c.out
	}
}
