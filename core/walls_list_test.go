package core_test

import (
	"go/ast"
	"path"
	"slices"
	"strings"
)

const fyne = "fyne.io/fyne/v2"

var (
	pure     = []string{"kiosk/flow", "kiosk/pinyin", "display/board"}
	adapters = []string{"core/store", "core/printer", "core/claimpage", "core/daylog"}
)

var walls = []wall{
	{
		name:   "core knows no screen and no folder of its own",
		why:    "a day must run in a test, on paper and on a machine without a display; what it reads is handed in by app",
		broken: forbid([]string{"core"}, fyne, "fyne.io", "shouwen/kiosk", "shouwen/display", "shouwen/assets"),
		sample: "core/desk/desk.go",
	},
	{
		name:   "kiosk does not lean on display",
		why:    "the kiosk must stand when the board is missing",
		broken: forbid([]string{"kiosk"}, "shouwen/display"),
		sample: "kiosk/window.go",
	},
	{
		name:   "display does not lean on kiosk",
		why:    "nothing that a visitor types may reach the board",
		broken: forbid([]string{"display"}, "shouwen/kiosk"),
		sample: "display/window.go",
	},
	{
		name:   "the pure parts lean on nouns and words only",
		why:    "where a touch leads and what the board hides is decided without a widget, a clock or a file",
		broken: pureOnly,
		sample: "kiosk/flow/flow.go",
	},
	{
		name:   "only store knows Badger",
		why:    "the journal's contract is ours, so that another store can keep it",
		broken: onlyIn([]string{"core/store"}, "github.com/dgraph-io/badger"),
		sample: "core/journal/journal.go",
	},
	{
		name:   "adapters do not lean on each other",
		why:    "a printer that fails must not take the store or the page with it; one place wires them",
		broken: adaptersApart,
		sample: "core/daylog/daylog.go",
	},
	{
		name:   "nothing leans on app",
		why:    "app wires the parts; a part that needs the wiring cannot be tested alone",
		broken: onlyIn([]string{"app"}, "shouwen/app"),
		sample: "kiosk/ticket.go",
	},
	{
		name:   "only the main package opens windows on a real display",
		why:    "this one package of Fyne needs a C compiler and OpenGL; all else is tested without",
		broken: windowsInMainOnly,
		sample: "app/pump/pump.go",
	},
	{
		name:   "only the pump crosses into Fyne's goroutine",
		why:    "crossings that are spread over the screens are forgotten somewhere, and a board is torn",
		broken: crossingsInPumpOnly,
		sample: "display/crossing.go",
	},
	{
		name:   "core and the screens are told the time",
		why:    "time enters once with each command, so that the same journal gives the same day and the same picture again",
		broken: clockless,
		sample: "core/desk/desk_test.go",
	},
	{
		name:   "screens start no goroutine",
		why:    "a widget that is touched from two sides is torn; what takes time is done elsewhere and comes back as news",
		broken: goroutines,
		sample: "display/rows.go",
	},
	{
		name:   "assets lean on nothing, their tests apart",
		why:    "rulebooks, words and fonts are read by every part, and none of it may be needed to read them",
		broken: assetsAlone,
		sample: "assets/assets.go",
	},
}

// forbid stops files in the folders from importing the packages or anything below them.
func forbid(folders []string, packages ...string) func(file) []string {
	return func(f file) []string {
		if !f.in(folders...) {
			return nil
		}
		return offences(f.imports, func(i string) bool { return within(i, packages...) })
	}
}

// onlyIn stops files outside the folders from importing the package or anything below it.
func onlyIn(folders []string, pkg string) func(file) []string {
	return func(f file) []string {
		if f.in(folders...) {
			return nil
		}
		return offences(f.imports, func(i string) bool { return within(i, pkg) })
	}
}

func pureOnly(f file) []string {
	if !f.in(pure...) {
		return nil
	}
	return offences(f.imports, func(i string) bool {
		return !standard(i) && !within(i, "shouwen/"+path.Dir(f.path), "shouwen/core/floor", "shouwen/core/phrase")
	})
}

func adaptersApart(f file) []string {
	if !f.in(adapters...) {
		return nil
	}
	return offences(f.fromProduct(), func(folder string) bool {
		at := slices.IndexFunc(adapters, func(a string) bool { return within(folder, a) })
		return at >= 0 && !f.in(adapters[at])
	})
}

func windowsInMainOnly(f file) []string {
	if path.Dir(f.path) == "app" {
		return nil
	}
	return offences(f.imports, func(i string) bool { return within(i, fyne+"/app") })
}

func crossingsInPumpOnly(f file) []string {
	if f.in("app/pump") {
		return nil
	}
	return f.names(fyne, "Do", "DoAndWait")
}

func clockless(f file) []string {
	if !f.in("core", "kiosk", "display") {
		return nil
	}
	return f.names("time", "Now", "Since", "Until")
}

func goroutines(f file) []string {
	if !f.in("kiosk", "display") {
		return nil
	}
	var found []string
	ast.Inspect(f.tree, func(n ast.Node) bool {
		if _, ok := n.(*ast.GoStmt); ok {
			found = append(found, "starts a goroutine")
		}
		return true
	})
	return found
}

func assetsAlone(f file) []string {
	if !f.in("assets") || f.in("assets/look") || strings.HasSuffix(f.path, "_test.go") {
		return nil
	}
	return offences(f.fromProduct(), func(folder string) bool { return !within(folder, path.Dir(f.path)) })
}

// offences words each import that is not allowed.
func offences(imports []string, bad func(string) bool) []string {
	var found []string
	for _, i := range imports {
		if bad(i) {
			found = append(found, "imports "+i)
		}
	}
	return found
}

// standard reports whether the import is the standard library's: only those
// have no dot in their first element and are not the product's.
func standard(i string) bool {
	first, _, _ := strings.Cut(i, "/")
	return first != "shouwen" && !strings.Contains(first, ".")
}
