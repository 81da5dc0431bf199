package config

import "testing"

func TestSecret(t *testing.T) {
	tests := []struct {
		key, text string
		want      bool
	}{
		{"DB_PASSWORD", "x", true},
		{"dbPassword", "x", true},
		{"postgres.pass", "x", true},
		{"JWT_SECRET", "x", true},
		{"AWS_SECRET_ACCESS_KEY", "x", true},
		{"GORSE_APIKEY", "x", true},
		{"api-key", "x", true},
		{"apiKeys", "x", true},
		{"SECRET_KEY", "x", true},
		{"AUTH_TOKEN", "x", true},
		{"credentials", "x", true},
		{"PASSWORD_HASH", "x", true},
		{"DSN", "host=x", true},
		{"DB_PASSWORD", "", false},
		{"ALLOW_CREDENTIALS", "true", false},
		{"PASSWORD_RESET_TOPIC", "password-reset", false},
		{"passwordReset", "password-reset", false},
		{"TOKEN_CREATED", "token.created", false},
		{"COMPASS", "x", false},
		{"PASSENGER_TOPIC", "x", false},
		{"KAFKA_TOPIC", "orders.created", false},
		{"KEY", "order-id", false},
		{"URL", "amqp://guest:guest@mq:5672/", true},
		{"URL", "amqp://mq:5672/", false},
		{"URL", "nats://token@host:4222", false},
		{"URL", "postgres://u:p@ss@host/db", true},
		{"URL", "http://host:8080/a@b", false},
		{"MONGO", "mongodb://root:example@mongo:27017/", true},
		{"X", "root:pw@tcp(db:3306)/shop", true},
		{"X", "host=db user=u password=p dbname=d", true},
		{"X", "Endpoint=sb://x;SharedAccessKey=abc", true},
		{"X", "-----BEGIN RSA PRIVATE KEY-----", true},
		{"X", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.x", true},
		{"X", "AKIAIOSFODNN7EXAMPLE", true},
		{"X", "Bearer abc", true},
		{"X", "kafka:9092,kafka2:9092", false},
		{"X", "user@example.com", false},
		{"app.yaml", "topic: a\ndb:\n  password: x\n", true},
		{"app.yaml", "topic: a\nurl: amqp://u:p@h/\n", true},
		{"app.yaml", "topic: a\npassword:\n  min: 8\n", false},
	}
	for _, tt := range tests {
		if got := Secret(tt.key, tt.text); got != tt.want {
			t.Errorf("Secret(%q, %q) = %v", tt.key, tt.text, got)
		}
	}
}

func TestInterpolate(t *testing.T) {
	env := map[string]string{"A": "a", "EMPTY": "", "X_1": "x"}
	get := func(key string) (string, bool) {
		v, ok := env[key]
		return v, ok
	}
	for text, want := range map[string]string{
		"plain":                  "plain",
		"$A-${A}.$X_1":           "a-a.x",
		"${NO:-d}${NO-e}":        "de",
		"${EMPTY:-d}|${EMPTY-d}": "d|",
		"${A:-d}":                "a",
		"${A:+set}${NO:+set}":    "set",
		"${NO:-${A}}":            "a",
		"${NO:-${NO2:-x}y}":      "xy",
		"${NO}":                  "${NO}",
		"$NO.x":                  "${NO}.x",
		"${NO:?must be set}":     "${NO}",
		"$$A":                    "$A",
		`\$A`:                    "$A",
		"cost: 5$":               "cost: 5$",
		"${":                     "${",
		"${A":                    "${A",
		"$(A)":                   "$(A)",
		"$1":                     "$1",
	} {
		if got := Interpolate(text, get); got != want {
			t.Errorf("Interpolate(%q) = %q, want %q", text, got, want)
		}
	}
}
