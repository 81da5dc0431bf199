package analyzer

import (
	"fmt"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/flowvet/flowvet/extract/local"
	"github.com/flowvet/flowvet/graph/rules"
)

const docPage = "https://github.com/flowvet/flowvet/blob/main/docs/rules.md"

// The passes for go vet, golangci-lint and nogo. Analyzer has all rules, the others
// those of one group each. The flag rules chooses: early-ack,-no-deadline adds the one
// and leaves out the other; all is every rule, and those that are off by default.
var (
	Analyzer            = pass("flowvet", describe("find mistakes in publishing and consuming messages", ""), "")
	PublishingAnalyzer  = pass("flowvetpublishing", describe("find mistakes in publishing messages", rules.Publishing), rules.Publishing)
	ConsumingAnalyzer   = pass("flowvetconsuming", describe("find mistakes in consuming messages", rules.Consuming), rules.Consuming)
	AnnotationsAnalyzer = pass("flowvetannotations", describe("find mistakes in flowvet's directives", rules.Annotations), rules.Annotations)
)

// WithRules is Analyzer with the flag rules set.
func WithRules(chosen string) (*analysis.Analyzer, error) {
	a := pass(Analyzer.Name, Analyzer.Doc, "")
	return a, a.Flags.Set("rules", chosen)
}

// pass makes an analyzer that reports the rules of a group, all if it is "".
func pass(name, doc, group string) *analysis.Analyzer {
	chosen := &choice{group: group, set: map[string]bool{}}
	a := &analysis.Analyzer{Name: name, Doc: doc, URL: docPage, Requires: []*analysis.Analyzer{checker}}
	a.Flags.Var(chosen, "rules", "rules to add or, with a minus, to leave out, separated by commas; all for every rule")
	a.Run = func(p *analysis.Pass) (any, error) {
		for _, f := range p.ResultOf[checker].([]local.Finding) {
			if chosen.reports(f.Rule) {
				p.Report(diagnostic(f))
			}
		}
		return nil, nil
	}
	return a
}

// describe is the text of a pass: what it does, and the rules of its group.
func describe(what, group string) string {
	var b strings.Builder
	b.WriteString(what + "\n\nThe rules:\n")
	for _, r := range rules.Code() {
		if group == "" || group == r.Group {
			fmt.Fprintf(&b, "\n\t%s: %s", r.ID, r.Title)
			if r.Off {
				b.WriteString(" (off by default)")
			}
		}
	}
	return b.String()
}

// checker applies all rules once for all passes.
var checker = &analysis.Analyzer{
	Name:       "flowvetcheck",
	Doc:        "apply flowvet's rules to a package, for the passes that report them",
	Run:        check,
	FactTypes:  []analysis.Fact{new(relayFact), new(packageFact)},
	ResultType: reflect.TypeFor[[]local.Finding](),
}

// relayFact says of a function that it publishes or consumes what it is given.
type relayFact struct{ local.Relay }

func (*relayFact) AFact() {}

func (f *relayFact) String() string {
	s := "relay:" + string(f.Direction)
	if f.Name != "" {
		s += " " + f.Name
	}
	if f.Param >= 0 {
		s += fmt.Sprintf(" $%d", f.Param)
	}
	return s
}

// packageFact says of a package which packages with relays are behind it, itself
// included. Facts reach only packages that import directly, so each hands them on.
type packageFact struct{ Relays []string }

func (*packageFact) AFact() {}

func (f *packageFact) String() string { return "relays in " + strings.Join(f.Relays, ", ") }

// check applies the rules to a package that can matter: one that imports a client, or
// a package behind which there are relays.
func check(p *analysis.Pass) (result any, err error) {
	var none []local.Finding
	behind := map[string]bool{}
	for _, imported := range p.Pkg.Imports() {
		var fact packageFact
		if p.ImportPackageFact(imported, &fact) {
			for _, path := range fact.Relays {
				behind[path] = true
			}
		}
	}
	if talks, err := local.Talks(p.Pkg); err != nil {
		return none, err
	} else if !talks && len(behind) == 0 && !local.Annotated(p.Files) {
		return none, nil
	}
	defer func() {
		if r := recover(); r != nil {
			result, err = []local.Finding{crashed(p, r)}, nil
		}
	}()
	found, err := local.Check(&local.Package{Fset: p.Fset, Types: p.Pkg, Info: p.TypesInfo, Files: p.Files, Relay: relays(p)})
	if err != nil {
		return none, err
	}
	for fn, r := range found.Relays {
		if fn.Pkg() == p.Pkg {
			p.ExportObjectFact(fn, &relayFact{*r})
			behind[p.Pkg.Path()] = true
		}
	}
	if len(behind) > 0 {
		var paths []string
		for path := range behind {
			paths = append(paths, path)
		}
		slices.Sort(paths)
		p.ExportPackageFact(&packageFact{paths})
	}
	return found.Findings, nil
}

func relays(p *analysis.Pass) func(*types.Func) *local.Relay {
	return func(fn *types.Func) *local.Relay {
		var fact relayFact
		if !p.ImportObjectFact(fn, &fact) {
			return nil
		}
		return &fact.Relay
	}
}

// crashed is what a mistake of flowvet's becomes: analyzed code may be anything, and
// go vet must go on.
func crashed(p *analysis.Pass, r any) local.Finding {
	pos := token.NoPos
	if len(p.Files) > 0 {
		pos = p.Files[0].Package
	}
	return local.Finding{Rule: crash, Pos: pos, Message: fmt.Sprintf("flowvet: internal error in package %s: %v; please report it", p.Pkg.Path(), r)}
}

// crash stands for the rule of a crash, which cannot be turned off.
const crash = "internal-error"

func diagnostic(f local.Finding) analysis.Diagnostic {
	d := analysis.Diagnostic{Pos: f.Pos, End: f.End, Category: f.Rule, Message: f.Message + " (" + f.Rule + ")", URL: docPage + "#" + f.Rule}
	for _, r := range f.Related {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: r.Pos, Message: r.Message})
	}
	for _, fix := range f.Fixes {
		d.SuggestedFixes = append(d.SuggestedFixes, analysis.SuggestedFix{
			Message:   fix.Message,
			TextEdits: []analysis.TextEdit{{Pos: fix.Pos, End: fix.End, NewText: []byte(fix.Text)}},
		})
	}
	return d
}

// choice is the value of the flag rules.
type choice struct {
	group string
	text  string
	all   bool
	set   map[string]bool
}

func (c *choice) String() string { return c.text }

// Set reads a list of rules.
func (c *choice) Set(text string) error {
	c.text, c.all, c.set = text, false, map[string]bool{}
	for word := range strings.SplitSeq(text, ",") {
		word = strings.TrimSpace(word)
		id, off := strings.CutPrefix(word, "-")
		switch {
		case word == "":
		case id == "all":
			c.all = !off
		case !slices.ContainsFunc(rules.Code(), func(r rules.Rule) bool { return r.ID == id }):
			return fmt.Errorf("there is no rule %q; flowvet check --list prints all", id)
		default:
			c.set[id] = !off
		}
	}
	return nil
}

// reports says whether a rule's findings are reported.
func (c *choice) reports(id string) bool {
	if id == crash {
		return true
	}
	i := slices.IndexFunc(rules.Code(), func(r rules.Rule) bool { return r.ID == id })
	if i < 0 || c.group != "" && rules.Code()[i].Group != c.group {
		return false
	}
	if on, said := c.set[id]; said {
		return on
	}
	return c.all || !rules.Code()[i].Off
}
