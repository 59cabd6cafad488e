package journal

import (
	"encoding/binary"
	"hash/crc32"
)

// Checked returns the value with a CRC32C behind it, as every value beside the
// records is kept.
func Checked(value []byte) []byte {
	b := make([]byte, 0, len(value)+4)
	b = append(b, value...)
	return binary.BigEndian.AppendUint32(b, crc32.Checksum(value, castagnoli))
}

// Unchecked returns the value of what Checked wrote; ok is false if a byte of
// it has changed. The value shares the memory of b.
func Unchecked(b []byte) (value []byte, ok bool) {
	if len(b) < 4 {
		return nil, false
	}
	value = b[:len(b)-4]
	return value, binary.BigEndian.Uint32(b[len(b)-4:]) == crc32.Checksum(value, castagnoli)
}
