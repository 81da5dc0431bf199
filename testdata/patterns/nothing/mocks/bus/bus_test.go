package bus

import (
	"testing"

	"github.com/IBM/sarama/mocks"
)

func TestPublish(t *testing.T) {
	p := mocks.NewSyncProducer(t, nil)
	p.ExpectSendMessageAndSucceed()
	if err := New(p).Publish("mocks.test", Event{ID: "1"}); err != nil {
		t.Fatal(err)
	}
}
