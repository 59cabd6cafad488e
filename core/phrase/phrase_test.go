package phrase

import (
	"strings"
	"testing"
	"testing/fstest"

	"shouwen/core/floor"
)

func load(text string) (*Book, error) {
	return Load(fstest.MapFS{"p/a.toml": {Data: []byte(text)}}, "p")
}

func TestAPhraseSpeaksTheLanguageOfWhoReadsIt(t *testing.T) {
	b, err := load("[hello]\nzh = \"您好，{name}\"\nen = \"Hello {name}\"\n")
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[floor.Language]string{floor.Chinese: "您好，安娜", floor.English: "Hello 安娜"} {
		if got := b.Say(lang, "hello", Args{"name": "安娜"}); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
	if got := b.Say(floor.English, "no.such.key", nil); got != "no.such.key" {
		t.Errorf("an unknown key reads %q", got)
	}
}

func TestABookWhoseLanguagesAreOutOfStepIsNotLoaded(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a missing language", "[a]\nzh = \"好\"\n", "no words in en"},
		{"an empty sentence", "[a]\nzh = \"好\"\nen = \"\"\n", "no words in en"},
		{"another placeholder", "[a]\nzh = \"{x}\"\nen = \"{y}\"\n", "names {x}"},
		{"a number for a sentence", "[a]\nzh = 1\nen = \"x\"\n", "want a sentence"},
		{"a visitor's phrase without traditional Chinese", "readers = \"visitors\"\n[a]\nzh = \"好\"\nen = \"x\"\n", "no words in zh-Hant"},
		{"another placeholder in traditional Chinese", "readers = \"visitors\"\n[a]\nzh = \"{x}\"\nzh-Hant = \"{y}\"\nen = \"{x}\"\n", "names {x}"},
		{"readers of whom nobody has heard", "readers = \"everybody\"\n[a]\nzh = \"好\"\nen = \"x\"\n", "want \"visitors\""},
		{"a fault of the file", "[a\n", "a.toml"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := load(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
		})
	}
}

func TestAKeyInTwoFilesIsRefused(t *testing.T) {
	_, err := Load(fstest.MapFS{
		"p/a.toml": {Data: []byte("[k]\nzh = \"一\"\nen = \"one\"\n")},
		"p/b.toml": {Data: []byte("[k]\nzh = \"二\"\nen = \"two\"\n")},
	}, "p")
	if err == nil || !strings.Contains(err.Error(), "written twice") {
		t.Errorf("got %v", err)
	}
}

func TestARefusalIsWordedWhereItIsShown(t *testing.T) {
	b, err := load("[refusal.x]\nzh = \"不行：{why}\"\nen = \"No: {why}\"\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := b.Refusal(floor.English, floor.Refuse("refusal.x", "why", "rain")); got != "No: rain" {
		t.Errorf("%q", got)
	}
}

func TestAPhraseOfTheOfficeIsSaidInSimplifiedWhereTraditionalIsAskedFor(t *testing.T) {
	b, err := load("[office]\nzh = \"号码\"\nen = \"number\"\n[other]\nzh = \"用{what}\"\nen = \"by {what}\"\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := b.Say(floor.Traditional, "other", Args{"what": "office"}); got != "用号码" {
		t.Errorf("%q", got)
	}
}

func TestAVisitorsPhraseIsSaidInEachLanguage(t *testing.T) {
	b, err := load("readers = \"visitors\"\n[k]\nzh = \"号码\"\nzh-Hant = \"號碼\"\nen = \"number\"\n")
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[floor.Language]string{floor.Chinese: "号码", floor.Traditional: "號碼", floor.English: "number"} {
		if got := b.Say(lang, "k", nil); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}
