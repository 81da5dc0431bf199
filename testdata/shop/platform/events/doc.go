// Package events holds the contracts between the services of the shop:
// what each event carries, and the topic, key or subject it travels on.
//
// Amounts of money are in cents. An SKU is a single word: it becomes one token of a NATS subject.
package events
