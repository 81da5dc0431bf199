package orders

import (
	"encoding/json"
	"net/http"

	"example.com/shop/platform/events"
	"example.com/shop/platform/httpjson"
)

// Routes returns the HTTP API of the service.
func (s *Service) Routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /orders", s.post)
	return mux
}

// post places an order.
func (s *Service) post(w http.ResponseWriter, r *http.Request) {
	var request struct {
		Email string        `json:"email"`
		Lines []events.Line `json:"lines"`
	}
	if err := json.NewDecoder(r.Body).Decode(&request); err != nil {
		httpjson.Error(w, http.StatusBadRequest, err)
		return
	}
	id, err := s.Place(r.Context(), request.Email, request.Lines)
	if err != nil {
		httpjson.Error(w, http.StatusInternalServerError, err)
		return
	}
	httpjson.Write(w, http.StatusAccepted, map[string]string{"order_id": id})
}
