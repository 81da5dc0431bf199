package load
import ("testing";"context";"os";"fmt";"syscall";"golang.org/x/tools/go/packages";"io/fs";"path/filepath";"runtime/debug")
func cpu() float64 { s:=0.0; for _,w:=range []int{syscall.RUSAGE_SELF,syscall.RUSAGE_CHILDREN}{var r syscall.Rusage; syscall.Getrusage(w,&r); s+=float64(r.Utime.Sec+r.Stime.Sec)+float64(r.Utime.Usec+r.Stime.Usec)/1e6}; return s}
func rss() int64 { var r syscall.Rusage; syscall.Getrusage(syscall.RUSAGE_SELF,&r); return r.Maxrss>>10 }
func TestOneLoad(t *testing.T){
 if os.Getenv("GOGCX")!="" { debug.SetGCPercent(400) }
 d:=os.Getenv("DIR"); c:=cpu()
 if os.Getenv("MODE")=="pkgs" {
  filepath.WalkDir(d, func(p string, e fs.DirEntry, err error) error { if e.IsDir() && leftOut(e.Name()) && p!=d {return fs.SkipDir}
   if e.Name()=="go.mod" { ps,err:=packages.Load(&packages.Config{Mode: packages.LoadSyntax|packages.NeedModule, Dir: filepath.Dir(p)}, "./..."); n:=0; packages.Visit(ps,nil,func(p *packages.Package){n+=len(p.Errors)}); _=err; _=n }
   return nil })
 } else if os.Getenv("MODE")=="list" {
 } else { _,_,err:=Load(context.Background(), Config{Dir:d, Client: func(string)bool{return false}}); if err!=nil {fmt.Println(err)} }
 fmt.Printf("RES %s %s cpu %.2f rss %d\n", filepath.Base(d), os.Getenv("MODE"), cpu()-c, rss())
}
