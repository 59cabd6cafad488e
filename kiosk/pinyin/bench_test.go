package pinyin_test

import "testing"

// BenchmarkOffer is what each touch on a letter costs, at its dearest: the
// letter with the most characters, and a whole name at once.
func BenchmarkOffer(b *testing.B) {
	book := loaded(b)
	for _, letters := range []string{"w", "y", "zh", "wangxiaoming", "ouyangruoshui"} {
		b.Run(letters, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				first(16, book.Offer(letters, true))
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		loaded(b)
	}
}
