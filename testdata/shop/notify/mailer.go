package notify

import (
	"context"
	"log/slog"

	"example.com/shop/platform/httpjson"
)

// Mailer is the client of the mail provider.
type Mailer struct {
	url string
}

// NewMailer returns a client of the mail provider at url.
func NewMailer(url string) *Mailer { return &Mailer{url: url} }

// Send hands a mail to the provider.
func (m *Mailer) Send(ctx context.Context, to, text string) error {
	var accepted struct {
		ID string `json:"id"`
	}
	if err := httpjson.Post(ctx, m.url+"/messages", map[string]string{"to": to, "text": text}, &accepted); err != nil {
		return err
	}
	slog.Info("mail accepted", "id", accepted.ID)
	return nil
}
