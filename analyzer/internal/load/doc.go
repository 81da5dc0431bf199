// Package load finds the Go modules of a system, asks the go command once a
// module which packages there are, and type-checks them from source. Nothing is
// compiled, and nothing is written but the go command's module cache: modules
// that are not in it are downloaded, as go build would.
//
// The work goes in five steps, a file each:
//
//   - discover.go: which modules and workspaces the arguments name (targets);
//   - list.go:     one `go list` a target (golist.go), with a corrected copy of what
//     it refuses (repair.go), and with modules that lie beside the one that
//     imports them without saying where they are (siblings.go);
//   - graph.go:    the listings joined in one import graph. Packages that are the
//     same in several programs (same files, same imports) are one node, so the
//     standard library and shared dependencies are read once. A folder with
//     several main functions is a package for each (mains.go);
//   - parse.go:    the user's packages, and those between the user's code and a
//     modelled client, in full; all others without function bodies (cut.go) and
//     without the imports that then have no use, so that most of the graph is
//     never read;
//   - check.go:    go/types over what was read. What does not type-check is then
//     taken out (prune.go), in function bodies as little of it as possible
//     (mend.go), so that SSA can be built from the rest.
//
// What is broken is reported as a [Problem], and loading goes on without it.
package load
