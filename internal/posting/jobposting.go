package posting

import (
	"encoding/json"
	"fmt"
	"strings"

	"debrief/internal/track"
)

// maxDepth bounds how deep a JobPosting is looked for in its data.
const maxDepth = 8

// pickPosting finds the JobPosting of a page. Of several it takes the one whose
// address is asked for, else the one with the longest description.
func pickPosting(blocks []string, address string) (best track.Advert, ok bool) {
	for _, b := range blocks {
		var v any
		if !decode([]byte(strings.TrimSpace(b)), &v) {
			continue
		}
		for _, o := range postingsIn(v, 0) {
			a := fromData(o)
			if address != "" && a.URL == address {
				return a, true
			}
			if !ok || len(a.Text) > len(best.Text) {
				best, ok = a, true
			}
		}
	}
	return best, ok
}

func postingsIn(v any, depth int) (out []map[string]any) {
	if depth > maxDepth {
		return nil
	}
	switch x := v.(type) {
	case []any:
		for _, e := range x {
			out = append(out, postingsIn(e, depth+1)...)
		}
	case map[string]any:
		if hasType(x["@type"], "JobPosting") {
			return []map[string]any{x}
		}
		for _, key := range []string{"@graph", "mainEntity", "itemListElement", "item"} {
			out = append(out, postingsIn(x[key], depth+1)...)
		}
	}
	return out
}

func hasType(v any, want string) bool {
	switch x := v.(type) {
	case string:
		return x == want || strings.HasSuffix(x, "/"+want)
	case []any:
		for _, e := range x {
			if hasType(e, want) {
				return true
			}
		}
	}
	return false
}

func fromData(o map[string]any) track.Advert {
	a := track.Advert{Title: fragment(word(o["title"])), Company: fragment(named(o["hiringOrganization"])), Requisition: named(o["identifier"], "value"), URL: word(o["url"]),
		PostedOn: day(word(o["datePosted"])), ClosesOn: day(word(o["validThrough"])), Location: place(o["jobLocation"]), Salary: salary(o["baseSalary"])}
	a.Text = join(fragment(word(o["description"])), list("Responsibilities", o["responsibilities"]), list("Qualifications", o["qualifications"]), list("Skills", o["skills"]),
		list("Education", o["educationRequirements"]), list("Experience", o["experienceRequirements"]))
	if word(o["jobLocationType"]) == "TELECOMMUTE" {
		where := named(o["applicantLocationRequirements"])
		a.Location = strings.Trim(a.Location+", remote "+where, ", ")
	}
	return a
}

func list(heading string, v any) string {
	text := fragment(named(v, "description", "name"))
	if text == "" {
		return ""
	}
	return heading + ":\n" + text
}

// word is a value as text; of a list the first.
func word(v any) string {
	switch x := v.(type) {
	case string:
		return strings.TrimSpace(x)
	case json.Number:
		return x.String()
	case []any:
		if len(x) > 0 {
			return word(x[0])
		}
	}
	return ""
}

// named is a value that may be a string or an object with one of the fields.
func named(v any, fields ...string) string {
	switch x := v.(type) {
	case map[string]any:
		for _, f := range append(fields, "name") {
			if s := word(x[f]); s != "" {
				return s
			}
		}
	case []any:
		var out []string
		for _, e := range x {
			if s := named(e, fields...); s != "" {
				out = append(out, s)
			}
		}
		return strings.Join(out, "\n")
	}
	return word(v)
}

func place(v any) string {
	switch x := v.(type) {
	case []any:
		var out []string
		for _, e := range x[:min(len(x), 5)] {
			if p := place(e); p != "" {
				out = append(out, p)
			}
		}
		return strings.Join(out, "; ")
	case map[string]any:
		if s := place(x["address"]); s != "" {
			return s
		}
		var out []string
		for _, f := range []string{"addressLocality", "addressRegion", "addressCountry"} {
			if s := named(x[f]); s != "" {
				out = append(out, s)
			}
		}
		if len(out) == 0 {
			return word(x["name"])
		}
		return strings.Join(out, ", ")
	}
	return word(v)
}

func salary(v any) string {
	o, ok := v.(map[string]any)
	if !ok {
		return word(v)
	}
	value, ok := o["value"].(map[string]any)
	if !ok {
		return strings.TrimSpace(word(o["value"]) + " " + word(o["currency"]))
	}
	low, high, unit := word(value["minValue"]), word(value["maxValue"]), strings.ToLower(word(value["unitText"]))
	amount := word(value["value"])
	if low != "" && high != "" {
		amount = low + "-" + high
	} else if low+high != "" {
		amount = low + high
	}
	if amount == "" {
		return ""
	}
	if unit != "" {
		unit = " a " + unit
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s%s", amount, word(o["currency"]), unit))
}

// day is the day of a timestamp, empty where it is none.
func day(s string) track.Day {
	if len(s) < 10 {
		return ""
	}
	d, err := track.ParseDay(s[:10])
	if err != nil {
		return ""
	}
	return d
}
