package httpjson

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

var client = &http.Client{Timeout: 10 * time.Second}

// StatusError is a status that does not say success.
type StatusError int

func (s StatusError) Error() string { return fmt.Sprintf("unexpected status %d", int(s)) }

// Post sends request to url as JSON and decodes what comes back into reply.
// A status other than 2xx is returned as a StatusError.
func Post(ctx context.Context, url string, request, reply any) error {
	body, err := json.Marshal(request)
	if err != nil {
		return fmt.Errorf("encode request: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("prepare request: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	response, err := client.Do(req)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode < 200 || response.StatusCode > 299 {
		return StatusError(response.StatusCode)
	}
	if err := json.NewDecoder(response.Body).Decode(reply); err != nil {
		return fmt.Errorf("decode reply: %w", err)
	}
	return nil
}
