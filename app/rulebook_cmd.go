package main

import (
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"shouwen/assets"
	"shouwen/core/floor"
	"shouwen/core/rulebook"
)

const rulebookUsage = `usage:
  rulebook list                          the rulebooks that the product ships with
  rulebook show ID|FILE.toml [--lang zh|en] [--cases FILE.yaml]... [--columns N]
                                         one of them as people read it, clause by clause as printed, and how many
                                         cases decide each; the cases beside a house's own file are found
  rulebook show ID|FILE.toml --pdf FILE.pdf [--lang zh|en] [--house NAME] [--signers N]
                                         the same on A4, with lines for signatures
  rulebook new ID [--from SHIPPED-ID] [--out FILE.toml]
                                         writes a commented rulebook to begin with, and two cases beside it
  rulebook check [--situations] [--opposed] [--lang zh|en] FILE...
                                         what is wrong with rulebooks or cases, with file:line:column; clauses that never
                                         decide, situations that no clause answers, pairs that are opposed; exit 1 for errors,
                                         which hints are not
  rulebook test [--rulebook FILE.toml] FILE.yaml|FILE.toml...
                                         one line a case; a FILE.toml is a house's own, found by its id; a case's "expect"
                                         says what must follow, "without" in it what must not, such as
                                         expect: {server: A, without: {clauses: [4.b]}}
  rulebook judge --rulebook ID|FILE.toml FILE
                                         the rulings of a file of cases, as JSON
  rulebook coverage [ID|FILE.toml] [--whole] [--missing [--cases FILE.yaml]] [CASES...]
                                         which rows decide in some case, which never, which are just missed, and which
                                         boundaries are met; with --whole exit 1 if a row never decides; --missing
                                         writes cases for what is missing; the last line counts D rows, which decide
                                         something; those that only lay down a duty are left out
  rulebook mutate [ID|FILE.toml] [--most N] [--within 20m] [--want PERCENT] [--json] [--prove=false]
                  [--cases FILE.yaml] [CASES...]
                                         which small changes of the text no case notices, and which of those are
                                         proven to change nothing; exit 1 if fewer than --want of the others are
                                         noticed; --cases writes cases that would notice them
                                         (without CASES both take those beside FILE.toml, or in the source)
  rulebook diff A [B] [--reading A6=consume] [--parameter days=30] [--most N] [CASES...]
                                         situations that two rulebooks rule differently, smallest first, as
                                         cases; the switches are B's, and without B it is A that is switched;
                                         a sample of at most N situations, 20000 if not said, begun from CASES
                                         too, and a search that proves at which moments both rule alike
  rulebook backtest --rulebook ID|FILE.toml [--reading A6=consume] [--parameter days=30]
                    --from DAY --to DAY [--data FOLDER | --config FILE]
                                         judges the journal again, with the appliance closed or on a copy: what
                                         would change, by which clauses, and what it comes to for each advisor;
                                         nothing carries over: each ruling is judged on the facts as recorded
`

// rulebookCommand runs "rulebook" and returns the exit code: 0 if all is
// well, 1 if a case fails or a file has faults, 2 if the call is wrong.
func rulebookCommand(args []string, stdout, stderr io.Writer) int {
	c := &rulebookCLI{out: stdout, err: stderr, books: map[string]*rulebook.Book{}}
	if len(args) == 0 {
		return c.usage()
	}
	switch args[0] {
	case "list":
		return c.list()
	case "show":
		return c.show(args[1:])
	case "new":
		return c.newBook(args[1:])
	case "check":
		return c.check(args[1:])
	case "test":
		return c.test(args[1:])
	case "judge":
		return c.judge(args[1:])
	case "coverage":
		return c.coverage(args[1:])
	case "mutate":
		return c.mutate(args[1:])
	case "diff":
		return c.diff(args[1:])
	case "backtest":
		return c.backtest(args[1:])
	}
	return c.usage()
}

// rulebookCLI is one run of the command.
type rulebookCLI struct {
	out, err io.Writer
	books    map[string]*rulebook.Book // by id; a house's own goes before the shipped ones
}

func (c *rulebookCLI) usage() int {
	fmt.Fprint(c.err, rulebookUsage)
	return 2
}

func (c *rulebookCLI) fail(err error) int {
	fmt.Fprintln(c.err, err)
	return 1
}

// options reads flags wherever they stand among the files.
func (c *rulebookCLI) options(args []string, flags *flag.FlagSet) ([]string, bool) {
	flags.SetOutput(c.err)
	flags.Usage = func() { c.usage() }
	var files []string
	for len(args) > 0 {
		if err := flags.Parse(args); err != nil {
			return nil, false
		}
		if args = flags.Args(); len(args) > 0 {
			files, args = append(files, args[0]), args[1:]
		}
	}
	return files, true
}

// book finds a rulebook by id, or reads a house's own file.
func (c *rulebookCLI) book(name string) (*rulebook.Book, error) {
	if b := c.books[name]; b != nil {
		return b, nil
	}
	m, err := c.manuscript(name)
	if err != nil {
		return nil, err
	}
	b := m.Book()
	c.books[b.ID()] = b
	return b, nil
}

// manuscript reads a rulebook with its text, by id or from a house's own file.
func (c *rulebookCLI) manuscript(name string) (*rulebook.Manuscript, error) {
	if !isTOML(name) {
		text, err := shippedText(name)
		if err != nil {
			return nil, err
		}
		return rulebook.ReadManuscript("assets/rulebooks/"+name+".toml", text)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return rulebook.ReadManuscript(name, text)
}

// shippedText is the text of a rulebook that ships with the product.
func shippedText(id string) ([]byte, error) {
	names, err := rulebook.Names(assets.Files)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(names, id) {
		return nil, fmt.Errorf("no rulebook %q; there are %s", id, strings.Join(names, ", "))
	}
	return fs.ReadFile(assets.Files, "rulebooks/"+id+".toml")
}

func isTOML(name string) bool { return strings.HasSuffix(name, ".toml") }

func (c *rulebookCLI) list() int {
	names, err := rulebook.Names(assets.Files)
	if err != nil {
		return c.fail(err)
	}
	code := 0
	for _, n := range names {
		b, err := c.book(n)
		if err != nil {
			code = c.fail(err)
			continue
		}
		fmt.Fprintf(c.out, "%-28s %-16s %s\n%46s%s\n", b.ID(), b.Version(), b.Title(floor.Chinese), "", b.Title(floor.English))
	}
	return code
}
