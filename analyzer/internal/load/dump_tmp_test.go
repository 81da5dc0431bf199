package load
import ("testing";"bytes";"go/format";"go/ast";"go/types";"os";"fmt";"github.com/flowvet/flowvet/extract";"runtime/debug";"strings")
func dump(t *testing.T, p *extract.Program, path, fn string) {
 for _, pkg := range p.Packages { if pkg.Path==path { for _, f := range pkg.Files { for _, d := range f.Decls { if fd, ok := d.(*ast.FuncDecl); ok && fd.Name.Name==fn { var b bytes.Buffer; format.Node(&b, p.Fset, fd); fmt.Println(b.String()); 
   name := p.Fset.Position(fd.Pos()); src,_ := os.ReadFile(name.Filename); lines := strings.Split(string(src),"\n"); end := p.Fset.Position(fd.End()).Line; fmt.Println("---- orig"); fmt.Println(strings.Join(lines[name.Line-1:end],"\n"))
 } } } } }
 _ = debug.Stack
}
func undef(p *extract.Program) {
 for _, pkg := range p.Packages { for _, f := range pkg.Files { for _, d := range f.Decls { fd, ok := d.(*ast.FuncDecl); if !ok || fd.Body==nil {continue}
   defs := map[any]bool{}
   ast.Inspect(fd, func(n ast.Node) bool { if id, ok := n.(*ast.Ident); ok { if o := pkg.Info.Defs[id]; o!=nil {defs[o]=true} }; if n!=nil { if o := pkg.Info.Implicits[n]; o!=nil {defs[o]=true} }; return true })
   ast.Inspect(fd, func(n ast.Node) bool { if id, ok := n.(*ast.Ident); ok { if v, ok := pkg.Info.Uses[id].(*types.Var); ok && !v.IsField() && v.Pkg()==pkg.Types && v.Parent()!=pkg.Types.Scope() && !defs[v] { fmt.Println("UNDEF", v, p.Fset.Position(id.Pos()), pkg.Path, fd.Name.Name) } }; return true })
 } } } }
