package man

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

func tree() *cobra.Command {
	run := func(*cobra.Command, []string) {}
	root := &cobra.Command{Use: "tool [NAME]", Short: "Do things", Run: run}
	root.PersistentFlags().String("color", "auto", "colour `WHEN`")
	sub := &cobra.Command{
		Use: "sub FILE...", Short: "Do it", Run: run,
		Long:    "First 'line'\n.and a dot, orders.*, \\n.\n\n  <!-- a:b -->\n\nLast.",
		Example: "  tool sub -f ~/x\n  tool sub",
	}
	sub.Flags().BoolP("fast", "f", false, "be quick")
	root.AddCommand(sub, &cobra.Command{Use: "secret", Hidden: true, Run: run})
	return root
}

const subPage = `.TH "TOOL\-SUB" "1" "" "tool" "User Commands"
.SH "NAME"
tool\-sub \- Do it
.SH "SYNOPSIS"
tool sub FILE... [flags]
.SH "DESCRIPTION"
.PP
First \(aqline\(aq
\&.and a dot, orders.*, \en.
.PP
.RS "4"
.nf
<!\-\- a:b \-\->
.fi
.RE
.PP
Last.
.SH "OPTIONS"
.TP
.B "\-f, \-\-fast"
be quick
.SH "GLOBAL OPTIONS"
.TP
.B "\-\-color WHEN"
colour WHEN (default auto)
.SH "EXAMPLES"
.PP
.RS "4"
.nf
tool sub \-f \(ti/x
tool sub
.fi
.RE
.SH "SEE ALSO"
tool(1)
`

func TestPagesSayWhatHelpSays(t *testing.T) {
	pages := Pages(tree())
	if len(pages) != 2 || pages[0].Name != "tool" || pages[1].Name != "tool-sub" {
		t.Fatalf("the pages are %v", pages)
	}
	if got := string(pages[1].Text); got != subPage {
		t.Errorf("got:\n%s\nwant:\n%s", got, subPage)
	}
	if root := string(pages[0].Text); !strings.Contains(root, ".B \"sub\"\nDo it. See tool\\-sub(1).\n") || strings.Contains(root, "secret") {
		t.Errorf("the commands of the root are\n%s", root)
	}
}
