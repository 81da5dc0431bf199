// Package config reads the configuration files that are checked in below a
// root, as a source of values that each know their file and line.
//
// A Repo reads lazily and once: File gives the Tree of a YAML, JSON, TOML, .env,
// properties, INI or HCL file, whatever its notation, as Nodes. Nothing outside the
// root is read, nor through a symbolic link that leaves it, and no large or binary
// file. The files are hostile input: a malformed one is reported as one Warning
// and an error, an alias shares the node of its anchor, and what would expand
// beyond bounds is malformed too.
//
// A secret is never in a Node: its text is dropped as it is read (see Secret).
//
// How a program is started, and so which files and environment it gets, is the
// business of package deploy.
package config
