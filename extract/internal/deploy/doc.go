// Package deploy tells how the programs of a repository are started, from what is
// checked in: compose files, Dockerfiles, Kubernetes manifests, kustomizations,
// Helm charts, Procfiles, systemd units, and at last Makefiles and launch
// configurations of editors.
//
// Each of these formats is read into processes: a command line, an environment,
// and which files of the repository lie where. A process is then linked to the
// main package that it runs, by what its image builds and its command names, or by
// its name if that does not tell. System.Units gives the units of one main: the
// processes of the deployment that the repository itself would start first. What
// other deployments and environments say instead are a unit's alternatives.
//
// Nothing is run, and nothing that is not checked in is guessed: a variable
// without a value is not set.
package deploy
