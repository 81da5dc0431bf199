// Package subjects names the subjects of the system.
package subjects

// Of is the subject of what happens to an entity. Programs may replace it.
var Of = func(entity, action string) string { return join("v1", entity, action) }

// V2 is the naming of the second version.
func V2(entity, action string) string { return join("v2", entity, action) }

func join(version, entity, action string) string {
	return "funcvar." + version + "." + entity + "." + action
}
