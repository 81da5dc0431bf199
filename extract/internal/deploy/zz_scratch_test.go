package deploy
import ("testing";"fmt";"os";"time";"github.com/flowvet/flowvet/extract/internal/config")
func TestScratch(t *testing.T){
 root:=os.Getenv("ROOT"); if root=="" {t.Skip()}
 t0:=time.Now()
 r:=config.Open(root); s:=Open(r)
 n:=len(s.programs()); t1:=time.Now()
 fmt.Println(len(r.Files()),"files",n,"mains",t1.Sub(t0)); fmt.Println(len(s.processes()),"processes",time.Since(t1))
 if os.Getenv("Q")=="" {for _,m:=range s.programs(){ for _,u:=range s.Units(m.dir,"",""){ k:=""; if u.process!=nil{k=u.process.kind+" "+u.process.file}; fmt.Printf("%s: %q %s args=%q dir=%s others=%d env=%d\n",m.dir,u.Name(),k,u.Args(),u.Dirs()[0],len(u.others),len(keys(u)))}}}
 for _,w:=range r.Warnings(){fmt.Println("WARN",w)}
}
