// Package compare says how the event flow of a system changed from one document to
// another, and whom that breaks.
//
// Things are the same when they mean the same, wherever they stand: services and
// channels by id, a binding by its ends and key, and a place that publishes or consumes
// by its service, direction, channel and function, or by what of these is left when one
// of them changed. Lines, calls and provenance are never compared: code that only moved
// has not changed.
//
// Something breaks when messages that arrived before do not arrive any more although
// their consumer still waits for them, or when a consumer cannot read them as it did.
// What a service that is deployed now expects is what the older document says.
package compare
