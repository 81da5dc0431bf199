// Package payload describes what messages carry: the JSON Schema of a Go type as an
// encoder writes it, and the version that its code gives it.
//
// The schema follows encoding/json's rules for struct fields (tags, embedding, the
// dominance of the less nested), with the tag of the encoding that is used; messages
// that protoc-gen-go generated follow protojson. What a type's own marshaler writes is
// not looked into: such a schema accepts anything. A nil pointer, slice or map, which
// JSON writes as null, is taken to be absent.
package payload
