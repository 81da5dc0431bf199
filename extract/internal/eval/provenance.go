package eval

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/config"
	"github.com/flowvet/flowvet/graph"
)

// maxProvenance bounds the provenance of a name.
const maxProvenance = 24

// parsed is a file that is evaluated.
type parsed struct {
	file *ast.File
	info *types.Info
}

// NoteSources keeps the syntax of a package, to find again what SSA folds: which
// constant a text was.
func (p *Program) NoteSources(files []*ast.File, info *types.Info) {
	for _, f := range files {
		p.sources = append(p.sources, parsed{f, info})
		p.noteEmbedded(f, info)
	}
}

func (p *Program) sortSources() {
	slices.SortFunc(p.sources, func(a, b parsed) int { return int(a.file.FileStart - b.file.FileStart) })
}

// parsedAt finds the file that a position is in.
func (p *Program) parsedAt(pos token.Pos) (parsed, bool) {
	i, found := slices.BinarySearchFunc(p.sources, pos, func(s parsed, pos token.Pos) int { return int(s.file.FileStart - pos) })
	if !found {
		i--
	}
	if i < 0 || pos > p.sources[i].file.FileEnd {
		return parsed{}, false
	}
	return p.sources[i], true
}

// provenance is how an endpoint's name was found: the steps that its text kept,
// with constants and literals where the source has them.
func (m *machine) provenance(c consumer) []graph.Step {
	t := c.ep.channel
	if t.id == "" && c.ep.stream != nil {
		t = c.ep.stream
	}
	var out []graph.Step
	secret := false // the steps lead to what must not be shown
	for p := t.prov; p != nil && len(out) < maxProvenance; p = p.next {
		switch p.kind {
		case "literal", "default":
			if strings.Contains(p.text, "\x00") || secret || config.Secret("", p.text) { // \x00: the identity of a text with holes
				continue
			}
			out = append(out, m.constantSteps(p)...)
		case "unknown":
			out = append(out, m.unknownStep(p.text, c.trace[0]))
		default:
			secret = secret || p.kind != "format" && config.Secret(p.text, "x")
			out = append(out, m.step(p.kind, p, p.text))
		}
	}
	for _, q := range t.parts {
		if len(out) == 0 && q.hole != nil && q.hole.kind == runtimeHole {
			out = append(out, m.unknownStep(q.hole.name, c.trace[0]))
		}
	}
	return slices.Compact(out[:min(len(out), maxProvenance)])
}

func (m *machine) step(kind string, p *prov, text string) graph.Step {
	if p.file != "" {
		return graph.Step{Kind: kind, File: p.file, Line: p.line, Text: text}
	}
	return m.stepAt(kind, p.pos, text)
}

func (m *machine) stepAt(kind string, pos token.Pos, text string) graph.Step {
	file, line := m.prog.fileLine(pos)
	return graph.Step{Kind: kind, File: file, Line: line, Text: text}
}

// unknownStep is a value that is not known at the business call: a parameter of
// its function, or anything else.
func (m *machine) unknownStep(name string, at frame) graph.Step {
	root, _, _ := strings.Cut(name, ".")
	for fn := at.fn; fn != nil && root != ""; fn = fn.Parent() {
		if i := slices.IndexFunc(fn.Params, func(p *ssa.Parameter) bool { return p.Name() == root }); i >= 0 {
			return m.stepAt("parameter", fn.Params[i].Pos(), name)
		}
	}
	return m.stepAt("unknown", at.pos, name)
}

// constantSteps is a known text with the expression that it stands in: a literal,
// a constant with its declaration, or several of them added.
func (m *machine) constantSteps(p *prov) []graph.Step {
	plain := []graph.Step{m.step(p.kind, p, p.text)}
	if p.file != "" || !p.pos.IsValid() {
		return plain
	}
	src, ok := m.prog.parsedAt(p.pos)
	if !ok {
		return plain
	}
	expr := m.constantNear(src, p.pos, p.text)
	if expr == nil {
		return plain
	}
	if p.kind == "default" {
		if _, isLiteral := expr.(*ast.BasicLit); isLiteral {
			return []graph.Step{m.stepAt("default", expr.Pos(), p.text)}
		}
		return append([]graph.Step{m.stepAt("default", expr.Pos(), p.text)}, m.expressionSteps(src, expr)...)
	}
	return m.expressionSteps(src, expr)
}

// constantNear finds the constant expression with a value in the innermost
// expression or statement around a position, or else the only one in its function.
func (m *machine) constantNear(s parsed, pos token.Pos, value string) ast.Expr {
	inStatement := true
	for _, around := range slices.Backward(enclosingNodes(s.file, pos)) {
		if inStatement {
			if e := s.constant(around, value); e != nil {
				return e
			}
		}
		switch around.(type) {
		case ast.Stmt:
			inStatement = false
		case *ast.FuncDecl, *ast.FuncLit:
			if all := m.constantsIn(s, around)[value]; len(all) == 1 {
				return all[0]
			}
		}
	}
	return nil
}

// enclosingNodes are the nodes around a position, the outermost first.
func enclosingNodes(file *ast.File, pos token.Pos) (path []ast.Node) {
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil || pos < n.Pos() || pos >= n.End() {
			return false
		}
		path = append(path, n)
		return true
	})
	return path
}

// constant is the first constant expression with a value below a node, but for the
// statements of blocks.
func (s parsed) constant(below ast.Node, value string) (found ast.Expr) {
	ast.Inspect(below, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok && found == nil {
			if v, ok := s.value(e); ok && v == value {
				found = e
			}
		}
		_, isBlock := n.(*ast.BlockStmt)
		return found == nil && !isBlock
	})
	return found
}

// constantsIn are the outermost constant expressions of a function, by value. Each
// function is looked through once: many endpoints may have their names from one.
func (m *machine) constantsIn(s parsed, fn ast.Node) map[string][]ast.Expr {
	if all, ok := m.constants[fn]; ok {
		return all
	}
	all := map[string][]ast.Expr{}
	var outer []string // the values of the constants around
	var nested []bool
	ast.Inspect(fn, func(n ast.Node) bool {
		if n == nil {
			last := len(nested) - 1
			if nested[last] {
				outer = outer[:len(outer)-1]
			}
			nested = nested[:last]
			return false
		}
		e, isExpr := n.(ast.Expr)
		v, isConst := "", false
		if isExpr {
			v, isConst = s.value(e)
		}
		if isConst && !slices.Contains(outer, v) {
			all[v] = append(all[v], e)
		}
		if isConst {
			outer = append(outer, v)
		}
		nested = append(nested, isConst)
		return true
	})
	if m.constants == nil {
		m.constants = map[ast.Node]map[string][]ast.Expr{}
	}
	m.constants[fn] = all
	return all
}

// value is that of a constant text.
func (s parsed) value(e ast.Expr) (string, bool) {
	v := s.info.Types[e].Value
	if v == nil || v.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(v), true
}

// expressionSteps takes a constant expression apart.
func (m *machine) expressionSteps(src parsed, e ast.Expr) []graph.Step {
	value := src.info.Types[e].Value
	switch e := e.(type) {
	case *ast.ParenExpr:
		return m.expressionSteps(src, e.X)
	case *ast.BinaryExpr:
		steps := []graph.Step{m.stepAt("format", e.OpPos, "+")}
		return append(append(steps, m.expressionSteps(src, e.X)...), m.expressionSteps(src, e.Y)...)
	case *ast.CallExpr: // a conversion
		if len(e.Args) == 1 {
			return m.expressionSteps(src, e.Args[0])
		}
	case *ast.SelectorExpr:
		return m.namedSteps(src.info.Uses[e.Sel], e)
	case *ast.Ident:
		return m.namedSteps(src.info.Uses[e], e)
	}
	text := ""
	if value != nil && value.Kind() == constant.String {
		text = constant.StringVal(value)
	}
	return []graph.Step{m.stepAt("literal", e.Pos(), text)}
}

// namedSteps is the use of a constant and its declaration.
func (m *machine) namedSteps(obj types.Object, use ast.Expr) []graph.Step {
	c, ok := obj.(*types.Const)
	if !ok || c.Val().Kind() != constant.String {
		return []graph.Step{m.stepAt("constant", use.Pos(), types.ExprString(use))}
	}
	steps := []graph.Step{m.stepAt("constant", use.Pos(), types.ExprString(use))}
	if c.Pos().IsValid() {
		steps = append(steps, m.stepAt("literal", c.Pos(), constant.StringVal(c.Val())))
	}
	return steps
}
