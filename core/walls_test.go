// Package core_test holds the walls: which part of the house may lean on which,
// and why. It reads the import lines of every Go file of the product, those of
// tests and of every build tag included.
package core_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// A wall is one rule of what a file may not do. Its sample, one of the offenders,
// breaks it and nothing else, so that a wall that has stopped standing is found out.
type wall struct {
	name   string
	why    string
	broken func(f file) []string
	sample string
}

// The files that the walls are tried on, in testdata/walls.
const (
	offenders = "offenders.txtar" // each breaks one wall
	lawful    = "lawful.txtar"    // none breaks any
)

// TestWallsStand reads the whole product.
func TestWallsStand(t *testing.T) {
	files := product(t)
	for _, w := range walls {
		t.Run(w.name, func(t *testing.T) {
			for _, f := range files {
				for _, offence := range w.broken(f) {
					t.Errorf("%s %s: %s", f.path, offence, w.why)
				}
			}
		})
	}
}

// TestWallsFallToAnOffender breaks each wall once, on a file that is not the product's.
func TestWallsFallToAnOffender(t *testing.T) {
	files := samples(t, offenders)
	for _, w := range walls {
		t.Run(w.name, func(t *testing.T) {
			i := slices.IndexFunc(files, func(f file) bool { return f.path == w.sample })
			if i < 0 {
				t.Fatalf("%s is not among the offenders", w.sample)
			}
			f := files[i]
			if len(w.broken(f)) == 0 {
				t.Errorf("%s breaks this wall and was let through", f.path)
			}
			for _, other := range walls {
				if other.name != w.name && len(other.broken(f)) > 0 {
					t.Errorf("%s breaks %q alone, but was also stopped by %q", f.path, w.name, other.name)
				}
			}
		})
	}
	if len(files) != len(walls) {
		t.Errorf("%d offenders for %d walls", len(files), len(walls))
	}
}

// TestWallsLetTheHouseWork shows that no wall stands in the way of what the
// house is built like.
func TestWallsLetTheHouseWork(t *testing.T) {
	for _, f := range samples(t, lawful) {
		for _, w := range walls {
			for _, offence := range w.broken(f) {
				t.Errorf("%s %s: stopped by %q, but the house is built like that", f.path, offence, w.name)
			}
		}
	}
}

// samples parses the files of one archive in testdata/walls.
func samples(t *testing.T, archive string) []file {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join("testdata", "walls", archive))
	if err != nil {
		t.Fatal(err)
	}
	var files []file
	for _, f := range a.Files {
		files = append(files, parsed(t, f.Name, string(f.Data)))
	}
	if len(files) == 0 {
		t.Fatalf("no file in %s", archive)
	}
	return files
}

// TestWallsKnowTheTopLevel keeps the top level short enough to be read at once.
func TestWallsKnowTheTopLevel(t *testing.T) {
	entries, err := os.ReadDir(root(t))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	for _, name := range strangers(names) {
		t.Errorf("%s stands at the top level; move it into one of %v", name, topLevel)
	}
	if got := strangers([]string{"core", ".ci", "bin", "utils"}); !slices.Equal(got, []string{"utils"}) {
		t.Errorf("of core, .ci, bin and utils the strangers are %v, want utils alone", got)
	}
}

// topLevel are the names that belong there, and madeThere those that are built
// or configured there and never kept.
var (
	topLevel  = []string{"app", "kiosk", "display", "core", "assets", "go.mod", "go.sum", "FyneApp.toml", "README.md", "Makefile", "LICENSE"}
	madeThere = []string{"bin", "out", "shouwen.toml"}
)

func strangers(names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return strings.HasPrefix(name, ".") || slices.Contains(topLevel, name) || slices.Contains(madeThere, name)
	})
}

// A file is what the walls look at.
type file struct {
	path    string // from the top level, with slashes
	tree    *ast.File
	imports []string
}

// in reports whether the file lies in one of the folders or below it.
func (f file) in(folders ...string) bool { return within(path.Dir(f.path), folders...) }

// fromProduct lists the product's own folders that the file imports.
func (f file) fromProduct() []string {
	var folders []string
	for _, i := range f.imports {
		if folder, ok := strings.CutPrefix(i, "shouwen/"); ok {
			folders = append(folders, folder)
		}
	}
	return folders
}

// names lists where the file uses one of the names of an imported package,
// called or handed on.
func (f file) names(pkg string, wanted ...string) []string {
	local := f.localName(pkg)
	if local == "" {
		return nil
	}
	var found []string
	ast.Inspect(f.tree, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && slices.Contains(wanted, sel.Sel.Name) {
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == local {
				found = append(found, "uses "+local+"."+sel.Sel.Name)
			}
		}
		return true
	})
	return found
}

// localName returns what the file calls the package, or nothing if it does not
// import it.
func (f file) localName(pkg string) string {
	for _, spec := range f.tree.Imports {
		if unquoted(spec) != pkg {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return path.Base(strings.TrimSuffix(pkg, "/v2"))
	}
	return ""
}

func within(dir string, folders ...string) bool {
	return slices.ContainsFunc(folders, func(folder string) bool {
		return dir == folder || strings.HasPrefix(dir, folder+"/")
	})
}

func unquoted(spec *ast.ImportSpec) string {
	text, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		panic("walls: the parser let through the import " + spec.Path.Value)
	}
	return text
}

func parsed(t *testing.T, name, text string) file {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	f := file{path: name, tree: tree}
	for _, spec := range tree.Imports {
		f.imports = append(f.imports, unquoted(spec))
	}
	return f
}

// product parses every Go file from the top level down, and takes no other
// tool's word for what there is.
func product(t *testing.T) []file {
	t.Helper()
	top := os.DirFS(root(t))
	var files []file
	err := fs.WalkDir(top, ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && name != "." && (strings.HasPrefix(e.Name(), ".") || e.Name() == "testdata" || slices.Contains(madeThere, name)):
			return fs.SkipDir
		case e.IsDir() || path.Ext(name) != ".go":
			return nil
		}
		text, err := fs.ReadFile(top, name)
		if err == nil {
			files = append(files, parsed(t, name, string(text)))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// root walks up to the folder that holds go.mod.
func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}
