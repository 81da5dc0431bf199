package deploy

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// operate applies the operations of a JSON patch (RFC 6902) to what a
// kustomization's target names, as far as they change an environment, a command,
// an image or a config map.
func (m *manifests) operate(target *config.Node, operations []*config.Node, file string) {
	name, err := regexp.Compile("^(?:" + target.Get("name").String() + ")$")
	if err != nil {
		return
	}
	all := target.Get("name") == nil
	for _, op := range operations {
		path := strings.Split(strings.Trim(op.Get("path").String(), "/"), "/")
		for i := range path {
			path[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(path[i])
		}
		if target.Get("kind").String() == "ConfigMap" {
			for _, key := range sortedKeys(m.maps) {
				if all || name.MatchString(key) {
					m.patchMap(m.find(key, file), op, path, file)
				}
			}
			continue
		}
		m.patchContainers(func(workload string) bool { return all || name.MatchString(workload) }, op, path, file)
	}
}

func (m *manifests) patchMap(cm *configMap, op *config.Node, path []string, file string) {
	value := op.Get("value")
	switch {
	case path[0] != "data":
	case len(path) == 2 && op.Get("op").String() == "remove":
		delete(cm.data, path[1])
	case len(path) == 2 && value != nil && value.Kind == config.Scalar:
		m.fill(cm, []config.Entry{{Key: path[1], Value: value}}, file, false)
	case len(path) == 1:
		m.fill(cm, value.Entries(), file, false)
	}
}

// patchContainers finds the container that a path leads to, by its number in its
// workload.
func (m *manifests) patchContainers(wanted func(workload string) bool, op *config.Node, path []string, file string) {
	for i := range path {
		if path[i] != "containers" || i+2 >= len(path) {
			continue
		}
		number := map[string]int{}
		for _, c := range m.containers {
			if wanted(c.workload) && strconv.Itoa(number[c.workload]) == path[i+1] {
				m.patchContainer(c, op, path[i+2:], file)
			}
			number[c.workload]++
		}
	}
}

func (m *manifests) patchContainer(c *container, op *config.Node, path []string, file string) {
	value, removed := op.Get("value"), op.Get("op").String() == "remove"
	switch path[0] {
	case "image":
		c.image = value.String()
	case "command", "args":
		if len(path) > 1 || removed {
			return
		}
		if path[0] == "command" {
			c.command = value.Strings()
		} else {
			c.args = value.Strings()
		}
		c.commandAt, c.wordsAt = listAt(m.repo, file, value)
	case "env":
		c.patchEnv(value, removed, path[1:], file)
	case "envFrom":
		if value.Kind == config.List {
			c.envFrom = value.Items()
		} else {
			c.envFrom = append(c.envFrom, value)
		}
	}
}

// patchEnv replaces the list of variables, adds one, or changes the value of the
// one of a number.
func (c *container) patchEnv(value *config.Node, removed bool, path []string, file string) {
	if len(path) == 0 {
		c.env = nil
		for _, e := range value.Items() {
			c.env = append(c.env, placedNode{e, file})
		}
		return
	}
	i, err := strconv.Atoi(path[0])
	if err != nil || i < 0 || i >= len(c.env) {
		if value != nil {
			c.env = append(c.env, placedNode{value, file})
		}
		return
	}
	switch {
	case removed:
		c.env = append(c.env[:i:i], c.env[i+1:]...)
	case len(path) == 1:
		c.env[i] = placedNode{value, file}
	case path[1] == "value":
		c.patched = append(c.patched, patchedVariable{c.env[i].Get("name").String(), placedNode{value, file}})
	}
}

// patchedVariable is a variable of which a patch has the value alone.
type patchedVariable struct {
	name  string
	value placedNode
}
