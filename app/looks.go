package main

import (
	"image/color"
	"slices"

	"shouwen/assets/look"
	"shouwen/kiosk/flow"
)

// A lookConfig is how the house wants to be seen.
type lookConfig struct {
	Accent string `toml:"accent"` // the house's colour, such as "#0A5A50"; empty for the product's
	Text   string `toml:"text"`   // "", "large" or "largest"
	Ground string `toml:"ground"` // "", "dark" or "contrast"
	Seated bool   `toml:"seated"` // the touchscreen hangs so low, or so high, that all buttons should stand below
}

// mend takes the default for each value that cannot be, and says what was wrong.
func (c *lookConfig) mend(wrong func(format string, args ...any)) {
	if _, err := look.ParseAccent(c.Accent); c.Accent != "" && err != nil {
		wrong("look.accent: %w", err)
		c.Accent = ""
	}
	if !slices.Contains(flow.TextSizes(), flow.TextSize(c.Text)) {
		wrong("look.text = %q, want \"\", \"large\" or \"largest\"", c.Text)
		c.Text = ""
	}
	if !slices.Contains(flow.Grounds(), flow.Ground(c.Ground)) {
		wrong("look.ground = %q, want \"\", \"dark\" or \"contrast\"", c.Ground)
		c.Ground = ""
	}
}

// looks are those of a visitor who chose nothing.
func (c lookConfig) looks() flow.Looks {
	return flow.Looks{Text: flow.TextSize(c.Text), Ground: flow.Ground(c.Ground), Low: c.Seated}
}

// accent is the house's colour, transparent if it has none of its own. The
// configuration has been mended: what stands there is a colour.
func (c lookConfig) accent() color.NRGBA {
	accent, err := look.ParseAccent(c.Accent)
	if err != nil {
		return color.NRGBA{}
	}
	return accent
}
