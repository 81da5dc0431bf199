package catalog

import "net/http"

// Routes returns the HTTP API of the service.
func Routes(prices *Prices, popularity *Popularity) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("PUT /prices/{sku}", prices.put)
	mux.HandleFunc("GET /popularity", popularity.get)
	return mux
}
