package main

import (
	"fmt"
	"image"
	_ "image/jpeg" // logos come as one
	_ "image/png"  // or the other
	"io"
	"os"
	"slices"

	"shouwen/assets/look"
	"shouwen/kiosk/flow"
)

// A lookConfig is how the house wants to be seen.
type lookConfig struct {
	Accent string `toml:"accent"` // the house's colour, such as "#0A5A50"; empty for the product's
	Logo   string `toml:"logo"`   // a PNG or JPEG, beside the configuration; empty for none
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
	if _, err := readLogo(c.Logo); c.Logo != "" && err != nil {
		wrong("look.logo: %w", err)
		c.Logo = ""
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

// house is what the house brings to the look. The configuration has been
// mended: what stands there is a colour, and a picture unless it has gone since.
func (c lookConfig) house() (h look.House) {
	if accent, err := look.ParseAccent(c.Accent); err == nil {
		h.Accent = accent
	}
	if logo, err := readLogo(c.Logo); err == nil {
		h.Logo = logo
	}
	return h
}

// widestLogo keeps a photograph of the building off the touchscreen, which
// would hold it in memory uncompressed.
const widestLogo = 2000

func readLogo(path string) (image.Image, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	head, _, err := image.DecodeConfig(file)
	if err != nil {
		return nil, fmt.Errorf("%s is no PNG or JPEG: %w", path, err)
	}
	if head.Width > widestLogo || head.Height > widestLogo {
		return nil, fmt.Errorf("%s is %d×%d pixels, want at most %d×%d", path, head.Width, head.Height, widestLogo, widestLogo)
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	logo, _, err := image.Decode(file)
	return logo, err
}
