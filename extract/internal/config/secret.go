package config

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// secretWords name a secret when a key ends in one of them, or in two words that
// are one of them together. PASSWORD_RESET is no secret, RESET_PASSWORD is one.
var secretWords = []string{
	"password", "passwd", "passphrase", "passcode", "pwd", "pass", "secret", "token", "credential", "cred", "dsn",
	"apikey", "privatekey", "accesskey", "secretkey", "signingkey", "encryptionkey", "authkey", "symmetrickey",
	"jwtkey", "accountkey", "sharedkey", "masterkey", "sshkey", "licensekey", "connectionstring", "bearer", "salt", "cookie",
}

// formWords say in what form a secret is given: PASSWORD_HASH.
var formWords = []string{"value", "hash", "base64", "b64", "text", "plain"}

// secretText are texts that are secrets whatever they are called: credentials in
// a URL or a data source name, keys, tokens of well-known forms.
var secretText = regexp.MustCompile(`(?i)` + strings.Join([]string{
	`[a-z][a-z0-9+.-]*://[^/?#\s:@]*:[^/?#\s@]+@`, // scheme://user:password@
	`[a-z][a-z0-9+.-]*://[^\s]*:[^\s/@]+@[^\s]`,   // the same, unescaped
	`^[^\s:/@]+:[^\s@]+@(tcp|udp|unix)\(`,         // MySQL
	`\b(password|passwd|pwd|sharedaccesskey|accountkey|secret|api_?key|access_?token)\s*=\s*[^\s;&]`,
	`-----BEGIN `,
	`^(bearer|basic)\s+\S`,
	`^eyJ[\w-]{8,}\.[\w-]+`, // JSON web token
	`\b(AKIA|ASIA)[0-9A-Z]{12,}\b`,
	`^(ghp|gho|ghs|github_pat|glpat|sk|pk|xox[abprs])[_-][\w-]{10,}$`,
}, "|"))

// Secret reports whether a value looks like a secret: by its key, or by itself.
func Secret(key, text string) bool {
	if text == "" || text == "true" || text == "false" {
		return false
	}
	return secretText.MatchString(text) || secretKey(key)
}

func secretKey(key string) bool {
	words := splitWords(key)
	if n := len(words); n > 1 && slices.Contains(formWords, words[n-1]) {
		words = words[:n-1]
	}
	n := len(words)
	if n == 0 {
		return false
	}
	last := strings.TrimSuffix(words[n-1], "s")
	return slices.Contains(secretWords, last) || slices.Contains(secretWords, words[n-1]) || // pass
		n > 1 && slices.Contains(secretWords, words[n-2]+last)
}

// splitWords splits identifiers of any style into lower-case words: dbPassword,
// DB_PASSWORD, db.password, DBPassword.
func splitWords(key string) []string {
	var words []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			words = append(words, strings.ToLower(string(word)))
			word = nil
		}
	}
	runes := []rune(key)
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			flush()
			continue
		case unicode.IsUpper(r) && i > 0 && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])):
			flush()
		}
		word = append(word, r)
	}
	flush()
	return words
}
