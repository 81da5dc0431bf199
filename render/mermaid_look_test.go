package render

import (
	"fmt"
	"math"
	"regexp"
	"testing"
)

// TestContrast holds the colours against the thresholds of WCAG 2: text on its
// node 7:1, and the lines of events 3:1 on a light and on a dark page.
func TestContrast(t *testing.T) {
	property := regexp.MustCompile(`(fill|color):(#[0-9a-f]{6})(?:,|$)`)
	for _, s := range styles {
		colors := map[string]string{}
		for _, m := range property.FindAllStringSubmatch(s.css, -1) {
			colors[m[1]] = m[2]
		}
		if len(colors) == 2 {
			atLeast(t, s.class+" text", 7, colors["fill"], colors["color"])
		}
	}
	for i, p := range palette {
		atLeast(t, eventClass(i)+" text", 7, p.fill, p.text)
		for _, page := range []string{"#ffffff", "#0d1117"} {
			atLeast(t, eventClass(i)+" line on "+page, 3, p.stroke, page)
		}
	}
}

func atLeast(t *testing.T, what string, want float64, a, b string) {
	t.Helper()
	la, lb := luminance(t, a), luminance(t, b)
	if got := (max(la, lb) + 0.05) / (min(la, lb) + 0.05); got < want {
		t.Errorf("%s: contrast of %s and %s is %.1f, want %.1f", what, a, b, got, want)
	}
}

func luminance(t *testing.T, color string) float64 {
	t.Helper()
	var rgb [3]uint8
	if _, err := fmt.Sscanf(color, "#%02x%02x%02x", &rgb[0], &rgb[1], &rgb[2]); err != nil {
		t.Fatalf("%q: %v", color, err)
	}
	l := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		c := float64(rgb[i]) / 255
		if c <= 0.03928 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		l += weight * c
	}
	return l
}
