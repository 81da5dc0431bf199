package check

// codeRules are the rules of the vet pass, by ID.
var codeRules = []Rule{}
