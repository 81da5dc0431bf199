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

// secretTexts are texts that are secrets whatever they are called: credentials in
// a URL or a data source name, keys, tokens of well-known forms. Each is looked for
// only in texts that have one of the characters which it needs.
var secretTexts = []struct {
	needs string
	text  *regexp.Regexp
}{
	{"@", regexp.MustCompile(`[A-Za-z][A-Za-z0-9+.-]*://([^/?#\s:@]*:[^/?#\s@]+@|[^\s]*:[^\s/@]+@[^\s])`)}, // scheme://user:password@
	{"@", regexp.MustCompile(`^[^\s:/@]+:[^\s@]+@(tcp|udp|unix)\(`)},                                       // MySQL
	{"=", regexp.MustCompile(`(?i)\b(password|passwd|pwd|sharedaccesskey|accountkey|secret|api_?key|access_?token)\s*=\s*[^\s;&]`)},
	{"-", regexp.MustCompile(`-----BEGIN `)},
	{"._", regexp.MustCompile(`^(eyJ[\w-]{8,}\.[\w-]+|(ghp|gho|ghs|github_pat|sk|pk)_[\w-]{10,}$)`)}, // web tokens, GitHub, Stripe
	{"-", regexp.MustCompile(`^(glpat|sk|xox[abprs])-[\w-]{10,}$`)},                                  // GitLab, OpenAI, Slack
	{"AI", regexp.MustCompile(`\b(AKIA|ASIA)[0-9A-Z]{12,}\b`)},
	{" ", regexp.MustCompile(`(?i)^(bearer|basic)\s+\S`)},
}

// Secret reports whether a value looks like a secret: by its key, by itself, or by
// one of its lines if it is a file of several.
func Secret(key, text string) bool {
	text = strings.TrimSpace(text)
	if text == "" || text == "true" || text == "false" {
		return false
	}
	if strings.Contains(text, "\n") {
		return secretKey(key) || slices.ContainsFunc(strings.Split(text, "\n"), secretLine)
	}
	for _, s := range secretTexts {
		if strings.ContainsAny(text, s.needs) && s.text.MatchString(text) {
			return true
		}
	}
	return secretKey(key)
}

// secretLine says that a line of a configuration file has a secret.
func secretLine(line string) bool {
	i := strings.IndexAny(line, ":=")
	return i >= 0 && Secret(strings.TrimSpace(line[:i]), strings.Trim(line[i+1:], " \t\"',")) || Secret("", line)
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
