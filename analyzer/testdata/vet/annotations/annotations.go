package annotations

import (
	"context"

	"github.com/segmentio/kafka-go"
)

//flowvet:publsh name=orders // want `flowvet:publsh is no directive: do you mean "publish"\?`

//flowvet:publish broker=kafka topic=orders // want `flowvet:publish has no key "topic"`
func misspelt() {}

//flowvet:channel name=orders // want `flowvet:channel stands at no code`

//flowvet:channel broker=kafka name=orders
const topicOrders = "orders"

//flowvet:channel broker=kafka name=payment // want `the directive says payment, but topicPayments is payments`
const topicPayments = "payments"

// save publishes, however it does that.
//
//flowvet:publish broker=kafka name=orders event=annotations.Order
func save(ctx context.Context, body []byte) error { return nil }

func calls(ctx context.Context, w *kafka.Writer, topics map[string]string, key string) error {
	save(ctx, nil) // want `the error of annotations.save is not checked`

	//flowvet:publish broker=kafka name=payments // want `the directive says payments, but the code says orders \(directive-mismatch\)`
	if err := w.WriteMessages(ctx, kafka.Message{Topic: "orders"}); err != nil {
		return err
	}
	//flowvet:consume broker=kafka name=orders // want `the directive says consume, but Writer.WriteMessages publishes`
	if err := w.WriteMessages(ctx, kafka.Message{Topic: "orders"}); err != nil {
		return err
	}
	//flowvet:publish broker=nats name=orders // want `the directive says broker nats, but the call is one of kafka`
	if err := w.WriteMessages(ctx, kafka.Message{Topic: "orders"}); err != nil {
		return err
	}
	//flowvet:publish broker=kafka name=orders
	if err := w.WriteMessages(ctx, kafka.Message{Topic: "orders"}); err != nil {
		return err
	}
	if err := w.WriteMessages(ctx, kafka.Message{Topic: topics[key]}); err != nil { // want `the name of the channel is an entry of a map, which only run time knows \(unresolved-name\)`
		return err
	}
	for _, topic := range []string{"orders", "payments"} {
		if err := w.WriteMessages(ctx, kafka.Message{Topic: topic}); err != nil {
			return err
		}
	}
	//flowvet:publish broker=kafka name=orders.{region}
	return w.WriteMessages(ctx, kafka.Message{Topic: topics[key]})
}

func ignores(ctx context.Context, w *kafka.Writer) {
	w.WriteMessages(ctx, kafka.Message{Topic: "orders"}) //flowvet:ignore unchecked-publish the next tick sends it again

	//flowvet:ignore unchecked-publish the next tick sends it again
	w.WriteMessages(ctx, kafka.Message{Topic: "orders"})

	//flowvet:ignore uncheckd-publish because // want `there is no rule uncheckd-publish: do you mean "unchecked-publish"\?`
	w.WriteMessages(ctx, kafka.Message{Topic: "orders"}) // want `is not checked`

	//flowvet:ignore unchecked-publish // want `flowvet:ignore unchecked-publish needs a reason`
	w.WriteMessages(ctx, kafka.Message{Topic: "orders"}) // want `is not checked`

	//flowvet:ignore early-ack nothing here // want `nothing is ignored here: no finding of early-ack is left`
	_ = w.WriteMessages(ctx, kafka.Message{Topic: "orders"})
}

// quiet sends again.
//
//flowvet:ignore unchecked-publish all of it is sent again
func quiet(ctx context.Context, w *kafka.Writer) {
	w.WriteMessages(ctx, kafka.Message{Topic: "orders"})
	w.WriteMessages(ctx, kafka.Message{Topic: "payments"})
}

// Directives that are right, or where nothing is known, and names that others decide.
//
// near miss: bad-directive directive-mismatch unresolved-name
func right(ctx context.Context, w *kafka.Writer, topic string, topics map[string]string) error {
	//flowvet:publish broker=kafka name=orders event=annotations.Order
	if err := w.WriteMessages(ctx, kafka.Message{Topic: "orders"}); err != nil {
		return err
	}
	//flowvet:publish broker=kafka name=orders.{region}
	if err := w.WriteMessages(ctx, kafka.Message{Topic: topic}); err != nil {
		return err
	}
	return w.WriteMessages(ctx, kafka.Message{Topic: topic})
}
