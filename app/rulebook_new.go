package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"shouwen/assets"
	"shouwen/core/rulebook"
)

// The commented rulebook with which a house begins, and its cases.
var (
	//go:embed starter.toml
	starterBook string
	//go:embed starter.yaml
	starterCases string
)

// idForm is what an id may be: it is also a file's name.
var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// newBook writes a rulebook to begin with, and cases beside it. What is there is never overwritten.
func (c *rulebookCLI) newBook(args []string) int {
	flags := flag.NewFlagSet("rulebook new", flag.ContinueOnError)
	like, out := flags.String("from", "", ""), flags.String("out", "", "")
	names, ok := c.options(args, flags)
	if !ok || len(names) != 1 {
		return c.usage()
	}
	id := names[0]
	if !idForm.MatchString(id) {
		return c.fail(fmt.Errorf("rulebook new: %q cannot be an id; small letters, digits and - can, such as our-rules", id))
	}
	if shipped, err := rulebook.Names(assets.Files); err != nil || slices.Contains(shipped, id) {
		return c.fail(errors.Join(err, fmt.Errorf("rulebook new: %q is the id of a rulebook that ships with the product; choose another", id)))
	}
	file := *out
	if file == "" {
		file = id + ".toml"
	}
	if !isTOML(file) {
		return c.fail(fmt.Errorf("rulebook new: %s does not end in .toml", file))
	}
	return c.begin(id, *like, file)
}

// begin writes the rulebook and its cases, and says what comes next.
func (c *rulebookCLI) begin(id, like, file string) int {
	cases := strings.TrimSuffix(file, ".toml") + ".yaml"
	text, examples, err := c.starters(id, like, file, cases)
	if err != nil {
		return c.fail(err)
	}
	for _, name := range []string{file, cases} {
		if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
			return c.fail(fmt.Errorf("rulebook new: %s is there already and stays as it is; choose another name with --out", name))
		}
	}
	for name, content := range map[string]string{file: text, cases: examples} {
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			return c.fail(err)
		}
	}
	fmt.Fprintf(c.out, "%s   the rulebook\n%s   its cases\nnext:\n", file, cases)
	fmt.Fprintf(c.out, "  shouwen rulebook check %s\n  shouwen rulebook test --rulebook %s %s\n  shouwen rulebook show %s\n", file, file, cases, file)
	return 0
}

// starters are the two texts: the commented rulebook, or a copy of one that ships.
func (c *rulebookCLI) starters(id, like, file, cases string) (text, examples string, err error) {
	from := time.Now().AddDate(0, 0, 1).Format(time.DateOnly)
	if like == "" {
		named := strings.NewReplacer("FILE", filepath.Base(file), "CASES", filepath.Base(cases), "FROM", from, "ID", id)
		return named.Replace(starterBook), named.Replace(starterCases), nil
	}
	shipped, err := shippedText(like)
	if err != nil {
		return "", "", err
	}
	head := regexp.MustCompile(`(?m)^id( *)= ".*"\nversion( *)= ".*"\n`)
	text = head.ReplaceAllString(string(shipped), "id$1= \""+id+"\"\nversion$2= \"1\"\n# The day from which it rules; until then the former one does.\nfrom$2   = \""+from+"\"\n")
	book, err := rulebook.Parse(file, []byte(text))
	if err != nil {
		return "", "", err
	}
	examples, err = examplesOf(book)
	return text, examples, err
}

// examplesOf writes two cases as the book rules them: somebody who comes for the
// first time, and a customer whose advisor is there.
func examplesOf(book *rulebook.Book) (string, error) {
	const given = `  ask: arrival
  given:
    visit:  {at: "2026-12-01T10:00", purpose: learn}
    answer: %s
    cust:   %s
    adv:
      A: {on_site: true, busy: free}
      B: {on_site: true, busy: free}
    rota:   {order: [B, A]}
`
	out := "# Cases of our rulebook: a situation, and what must follow. They say what the book\n# now rules; add your own, one for each clause that you change.\n\n"
	for _, s := range []struct{ name, answer, cust string }{
		{"nobody's customer so far, who says that it is his first time", "{been_before: no}", "{}"},
		{"a customer of A's, who asks for A", "{been_before: yes, recalled_advisor: A, requested_advisor: A}",
			`{owner: A, registrations: [{at: "2026-11-30T10:00", advisor: A, has_name: true, has_sex: true, has_phone: true, has_need: true}]}`},
	} {
		body := fmt.Sprintf("- case: "+s.name+"\n  rulebook: %s\n"+given, book.ID(), s.answer, s.cust)
		asked, err := rulebook.ParseQuestions("example.yaml", []byte(body))
		if err != nil {
			return "", err
		}
		r, err := book.Judge(asked[0].Ask, asked[0].Given)
		if err != nil {
			return "", err
		}
		out += body + "  expect:\n"
		for _, e := range [][2]string{{"server", string(r.Server)}, {"owner", string(r.Owner)}, {"label", r.Label}} {
			if e[1] != "" {
				out += "    " + e[0] + ": " + e[1] + "\n"
			}
		}
		out += fmt.Sprintf("    needs_ruling: %v\n\n", r.NeedsRuling != nil)
	}
	return out, nil
}
