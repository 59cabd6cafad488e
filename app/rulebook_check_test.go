package main

import (
	"strings"
	"testing"
)

func TestACheckSaysErrorsInEitherLanguageAndFailsForThemOnly(t *testing.T) {
	const broken = "../core/rulebook/testdata/broken/found/"
	for _, c := range []struct {
		file, lang string
		code       int
		want       string
	}{
		{"equal-conditions.toml", "en", 1, "equal-conditions.toml:74:3: error: at recognition clause 4b contradicts 4"},
		{"equal-conditions.toml", "zh", 1, "equal-conditions.toml:74:3: 错误: recognition：第 4b 条与第 4 条矛盾"},
		{"parameter-never-used.toml", "en", 0, "parameter-never-used.toml:17:2: hint: days is never used"},
		{"gap-at-arrival.toml", "zh", 0, "0 处错误"},
	} {
		code, out, errs := call(t, nil, "check", "--lang", c.lang, broken+c.file)
		if code != c.code || !strings.Contains(out, c.want) {
			t.Errorf("%s in %s: exit %d, want %d and %q, in\n%s%s", c.file, c.lang, code, c.code, c.want, out, errs)
		}
	}
}
