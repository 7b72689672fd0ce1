package table

import (
	"regexp"
	"strings"
)

var markdownRule = regexp.MustCompile(`^\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)

// markdownRows are the rows of the first Markdown table of a page, without the
// rule under its header; nothing where there is none. Such pages are kept by
// hand and by tools: mail.md 8.
func markdownRows(text string) (rows []Row) {
	lines := strings.Split(text, "\n")
	for i := 1; i < len(lines); i++ {
		head, rule := strings.TrimSpace(lines[i-1]), strings.TrimSpace(lines[i])
		if !strings.HasPrefix(head, "|") || !strings.HasPrefix(rule, "|") || !markdownRule.MatchString(rule) {
			continue
		}
		rows = append(rows, Row{i, bars(head)})
		for j := i + 1; j < len(lines) && strings.HasPrefix(strings.TrimSpace(lines[j]), "|") && len(rows) <= MaxRows; j++ {
			rows = append(rows, Row{j + 1, bars(strings.TrimSpace(lines[j]))})
		}
		return rows
	}
	return nil
}

// bars cuts one line of a Markdown table; "\|" is a bar inside a cell.
func bars(line string) (cells []string) {
	line = strings.TrimPrefix(line, "|")
	var b strings.Builder
	for i := 0; i < len(line); i++ {
		switch {
		case line[i] == '\\' && i+1 < len(line) && line[i+1] == '|':
			b.WriteByte('|')
			i++
		case line[i] == '|':
			cells = append(cells, unguard(strings.TrimSpace(b.String())))
			b.Reset()
		default:
			b.WriteByte(line[i])
		}
	}
	if last := strings.TrimSpace(b.String()); last != "" {
		cells = append(cells, unguard(last))
	}
	return cells
}
