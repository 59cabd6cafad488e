package floor

import (
	"encoding/hex"
	"io"
	"time"
)

// NewID returns a UUIDv7 (RFC 9562) for the time: its first 48 bits are the
// milliseconds of at, the rest comes from random. Ids of several sites, made at
// the same moment, differ in 74 random bits.
func NewID(at time.Time, random io.Reader) string {
	var b [16]byte
	if _, err := io.ReadFull(random, b[6:]); err != nil {
		panic("floor: the source of random bytes ran dry: " + err.Error())
	}
	ms := uint64(at.UnixMilli())
	for i := range 6 {
		b[i] = byte(ms >> (8 * (5 - i)))
	}
	b[6] = b[6]&0x0f | 0x70
	b[8] = b[8]&0x3f | 0x80
	s := hex.EncodeToString(b[:])
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}

// DayOf returns the business day of a moment in the zone, such as "2026-11-23".
func DayOf(at time.Time, zone *time.Location) string {
	return at.In(zone).Format(time.DateOnly)
}
