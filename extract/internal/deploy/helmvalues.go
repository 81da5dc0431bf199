package deploy

func (h *renderer) dict(pairs ...any) (map[string]any, error) {
	m := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		m[unmark(toString(pairs[i]))] = pairs[i+1]
	}
	return m, h.weigh(m)
}

// set puts a copy into a map, so that no map comes to be inside itself.
func (h *renderer) set(m map[string]any, key string, v any) (map[string]any, error) {
	v, err := h.copied(v)
	if err == nil {
		m[unmark(key)] = v
	}
	return m, err
}

// merge gives the first map what the others have more.
func (h *renderer) merge(into map[string]any, from ...map[string]any) (map[string]any, error) {
	for _, m := range from {
		for _, key := range sortedKeys(m) {
			if old, ok := into[key]; ok && !isEmpty(old) {
				continue
			}
			v, err := h.copied(m[key])
			if err != nil {
				return nil, err
			}
			into[key] = v
		}
	}
	return into, nil
}

// copied is a deep copy of a value.
func (h *renderer) copied(v any) (any, error) {
	if err := h.weigh(v); err != nil {
		return nil, err
	}
	return deepCopy(v), nil
}

func deepCopy(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := make(map[string]any, len(v))
		for key, item := range v {
			m[key] = deepCopy(item)
		}
		return m
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = deepCopy(item)
		}
		return list
	}
	return v
}

func (h *renderer) weighed(list []any) ([]any, error) { return list, h.weigh(list) }

// weigh counts what values are put together of, and refuses too much: a map may be
// in another one many times.
func (h *renderer) weigh(v any) error {
	if h.work++; h.work > maxWork {
		return errRender
	}
	switch v := v.(type) {
	case map[string]any:
		for _, item := range v {
			if err := h.weigh(item); err != nil {
				return err
			}
		}
	case []any:
		for _, item := range v {
			if err := h.weigh(item); err != nil {
				return err
			}
		}
	}
	return nil
}
