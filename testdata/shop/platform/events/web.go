package events

import "time"

// TopicPageViewed carries PageViewed.
const TopicPageViewed = "web.page-viewed"

// PageViewed says that a visitor has looked at a product.
type PageViewed struct {
	SKU      string    `json:"sku"`
	Referrer string    `json:"referrer,omitempty"`
	ViewedAt time.Time `json:"viewed_at"`
}
