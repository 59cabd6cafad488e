// Package assets embeds what the product ships with: phrases, rulebooks, fonts, readings
// and the demonstration house. It decides nothing and imports nothing of the product.
package assets

import "embed"

// Files holds every embedded file by its path below this folder, such as
// "phrases/kiosk.toml" or "rulebooks/course-centre-5min-thirds.toml".
//
//go:embed phrases all:rulebooks pinyin/*.txt
var Files embed.FS
