package eval

import (
	"regexp"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
	"github.com/flowvet/flowvet/graph"
)

// storeKinds are the stores of database/sql drivers that are called otherwise.
var storeKinds = map[string]string{
	"pgx": "postgres", "pgx/v5": "postgres", "pq": "postgres", "cloudsqlpostgres": "postgres", "postgresql": "postgres", "cockroach": "postgres",
	"sqlite3": "sqlite", "libsql": "sqlite", "mssql": "sqlserver", "azuresql": "sqlserver", "cloudsql": "mysql", "godror": "oracle", "oci8": "oracle",
}

func storeKind(driver string) string {
	if kind, ok := storeKinds[driver]; ok {
		return kind
	}
	if driver == "" || strings.ContainsAny(driver, "{$") {
		return "sql"
	}
	return driver
}

var keywordName = regexp.MustCompile(`(?i)(?:^|[\s;?&])(?:dbname|database|initial catalog)\s*=\s*'?([^\s;&']+)`)

// databaseName is the database in a data source name, or the name itself. Nothing else
// of it, such as users and passwords, may be shown. It is empty where it has a hole.
func databaseName(dsn string) string {
	name := dsn
	if m := keywordName.FindStringSubmatch(dsn); m != nil {
		name = m[1]
	} else if _, rest, ok := strings.Cut(dsn, "://"); ok {
		_, name, _ = strings.Cut(cutQuery(rest), "/")
	} else {
		name = strings.TrimPrefix(cutQuery(dsn), "file:")
		if strings.ContainsAny(name, "@= ") && !strings.Contains(name, "/") {
			return ""
		}
	}
	name = name[strings.LastIndexByte(name, '/')+1:]
	if strings.ContainsAny(name, "{}$@:= \t") || config.Secret("", name) {
		return ""
	}
	return name
}

func cutQuery(s string) string {
	s, _, _ = strings.Cut(s, "?")
	return s
}

var (
	sqlNotes = regexp.MustCompile(`--[^\n]*(?:\n|$)|/\*(?s:.*?)\*/`)
	sqlWords = regexp.MustCompile(`^[\s(]*([A-Za-z]+)`)
	sqlTable = regexp.MustCompile(`(?i)\b(?:from|into|update|table(?:\s+if\s+(?:not\s+)?exists)?)\s+(?:only\s+)?["` + "`" + `\[]?([\w.]+)`)
	sqlWrite = regexp.MustCompile(`(?i)\b(?:insert|update|delete)\s`)
)

var sqlOperations = map[string]graph.Operation{
	"SELECT": graph.Read, "SHOW": graph.Read, "EXPLAIN": graph.Read,
	"INSERT": graph.Write, "UPDATE": graph.Write, "DELETE": graph.Write, "MERGE": graph.Write, "REPLACE": graph.Write, "UPSERT": graph.Write,
	"CREATE": graph.Write, "ALTER": graph.Write, "DROP": graph.Write, "TRUNCATE": graph.Write, "COPY": graph.Write,
}

// sqlOperation is what a statement does, as far as its text is known, and to which
// table.
func sqlOperation(statement string, otherwise graph.Operation) (op graph.Operation, table string) {
	op, statement = otherwise, sqlNotes.ReplaceAllString(statement, " ")
	if m := sqlWords.FindStringSubmatch(statement); m != nil {
		word := strings.ToUpper(m[1])
		if known, ok := sqlOperations[word]; ok {
			op = known
		} else if word == "WITH" {
			op = graph.Read
			if sqlWrite.MatchString(statement) {
				op = graph.Write
			}
		}
	}
	if m := sqlTable.FindStringSubmatch(statement); m != nil {
		table = strings.ToLower(m[1])
	}
	return op, table
}

// requestName is an outgoing call without what may be secret in its address: user and
// query.
func requestName(name string) string {
	method, address, ok := strings.Cut(name, " ")
	if !ok {
		return strings.TrimPrefix(name, "/") // a procedure
	}
	address = cutQuery(address)
	if i := strings.Index(address, "://"); i >= 0 {
		address = address[i+3:]
	}
	host, path, _ := strings.Cut(address, "/")
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		host = host[i+1:]
	}
	if path != "" {
		host += "/" + path
	}
	if config.Secret("", host) {
		host = "{secret}"
	}
	return method + " " + host
}
