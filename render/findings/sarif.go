package findings

import (
	"io"
	"net/url"

	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/graph/rules"
)

// The parts of SARIF 2.1.0 that are written
// (docs.oasis-open.org/sarif/sarif/v2.1.0).
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool    sarifTool     `json:"tool"`
		Results []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string       `json:"id"`
		ShortDescription sarifMessage `json:"shortDescription"`
		FullDescription  sarifMessage `json:"fullDescription"`
		Help             sarifMessage `json:"help"`
		HelpURI          string       `json:"helpUri,omitempty"`
		Defaults         sarifDefault `json:"defaultConfiguration"`
	}
	sarifDefault struct {
		Level graph.Severity `json:"level"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        graph.Severity    `json:"level"`
		Message      sarifMessage      `json:"message"`
		Locations    []sarifLocation   `json:"locations,omitempty"`
		Related      []sarifLocation   `json:"relatedLocations,omitempty"`
		CodeFlows    []sarifCodeFlow   `json:"codeFlows,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		ID       int           `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifMessage `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI    string `json:"uri"`
		BaseID string `json:"uriBaseId"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
	sarifCodeFlow struct {
		ThreadFlows []sarifThreadFlow `json:"threadFlows"`
	}
	sarifThreadFlow struct {
		Locations []sarifStep `json:"locations"`
	}
	sarifStep struct {
		Location sarifLocation `json:"location"`
	}
)

// SARIF writes a log of SARIF 2.1.0, which code scanning services take. The places
// that a finding is also about are its related locations, and with the finding's own
// its code flow. Severities have the names of SARIF's levels.
func SARIF(w io.Writer, list []graph.Diagnostic) error {
	driver := sarifDriver{Name: "flowvet", InformationURI: "https://github.com/flowvet/flowvet", Rules: []sarifRule{}}
	index := map[string]int{}
	results := []sarifResult{}
	for i, print := range Fingerprints(list) {
		d := list[i]
		if _, ok := index[d.Rule]; !ok {
			index[d.Rule] = len(driver.Rules)
			driver.Rules = append(driver.Rules, describe(d))
		}
		result := sarifResult{
			RuleID: d.Rule, RuleIndex: index[d.Rule], Level: d.Severity, Message: sarifMessage{d.Message},
			Fingerprints: map[string]string{"flowvet/v1": print},
		}
		if d.File != "" {
			at := locate(d.File, d.Line, d.Column, "")
			result.Locations = []sarifLocation{at}
			steps := []sarifStep{{locate(d.File, d.Line, d.Column, d.Message)}}
			for n, r := range d.Related {
				also := locate(r.File, r.Line, r.Column, r.Message)
				steps = append(steps, sarifStep{also})
				also.ID = n + 1
				result.Related = append(result.Related, also)
			}
			if len(steps) > 1 {
				result.CodeFlows = []sarifCodeFlow{{[]sarifThreadFlow{{steps}}}}
			}
		}
		results = append(results, result)
	}
	return encode(w, sarifLog{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0",
		Runs: []sarifRun{{sarifTool{driver}, results}},
	})
}

// describe is the text of a diagnostic's rule. One that is not in the catalogue has
// its ID alone.
func describe(d graph.Diagnostic) sarifRule {
	out := sarifRule{ID: d.Rule, ShortDescription: sarifMessage{d.Rule}, FullDescription: sarifMessage{d.Rule}, Help: sarifMessage{d.Rule}, Defaults: sarifDefault{d.Severity}}
	if r, ok := rules.Find(d.Rule); ok {
		out.ShortDescription.Text, out.FullDescription.Text, out.Defaults.Level = r.Title, r.What, r.Severity
		out.Help.Text = r.What + "\n\n" + r.Why + "\n\nBad:\n\n" + r.Bad + "\n\nGood:\n\n" + r.Good
		out.HelpURI = r.Sources[0]
	}
	return out
}

// locate is a place in a file below the root of the repository.
func locate(file string, n, column int, message string) sarifLocation {
	out := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{(&url.URL{Path: file}).EscapedPath(), "%SRCROOT%"}}}
	if n > 0 {
		out.Physical.Region = &sarifRegion{n, column}
	}
	if message != "" {
		out.Message = &sarifMessage{message}
	}
	return out
}
