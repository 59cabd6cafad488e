package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
)

// MaxKey bounds an idempotency key and a key beside the records, in bytes.
const MaxKey = 1024

// The journal's own corners of the key space. Every other key is the desk's.
var (
	PrefixRecord = []byte("e/") // e/<seq, 8 bytes big-endian> → encoded record
	PrefixSeen   = []byte("k/") // k/<idempotency key> → seq, 8 bytes big-endian
	PrefixSeal   = []byte("s/") // s/<day> → seal as JSON
	KeyHead      = []byte("m/head")
	prefixMeta   = []byte("m/")
)

// RecordKey is where the record of a sequence number lies.
func RecordKey(seq uint64) []byte {
	return binary.BigEndian.AppendUint64(bytes.Clone(PrefixRecord), seq)
}

// SeenKey is where an idempotency key points to its record.
func SeenKey(key string) []byte { return append(bytes.Clone(PrefixSeen), key...) }

// SealKey is where a day's seal lies.
func SealKey(day string) []byte { return append(bytes.Clone(PrefixSeal), day...) }

// SeqValue spells a sequence number as a value.
func SeqValue(seq uint64) []byte { return binary.BigEndian.AppendUint64(nil, seq) }

// SeqOf reads what RecordKey or SeqValue wrote, from its last 8 bytes.
func SeqOf(b []byte) (uint64, bool) {
	if len(b) < 8 {
		return 0, false
	}
	return binary.BigEndian.Uint64(b[len(b)-8:]), true
}

// Reserved reports whether a key is the journal's own, so that no put may touch it.
func Reserved(key []byte) bool {
	for _, p := range [][]byte{PrefixRecord, PrefixSeen, PrefixSeal, prefixMeta} {
		if bytes.HasPrefix(key, p) {
			return true
		}
	}
	return false
}

// Beside reports whether a key is part of the state beside the records, which
// Get and Scan read and the head's state covers.
func Beside(key []byte) bool {
	return !bytes.HasPrefix(key, PrefixRecord) && !bytes.HasPrefix(key, prefixMeta)
}

// WrongValue is the damage of a value whose checksum does not match. It names
// the corner of the key space alone: the rest of a key may be personal.
func WrongValue(key []byte) *Damage {
	corner, _, _ := bytes.Cut(key, []byte("/"))
	return &Damage{Field: fmt.Sprintf("value in %.16q", corner), What: "the checksum does not match the bytes"}
}

// Stopped turns ErrStop into nil and leaves every other error as it is.
func Stopped(err error) error {
	if errors.Is(err, ErrStop) {
		return nil
	}
	return err
}

// CheckPuts returns an error if a put may not be made.
func CheckPuts(puts []Put) error {
	for _, p := range puts {
		if Reserved(p.Key) {
			return fmt.Errorf("%w: %q", ErrReserved, p.Key[:2])
		}
		if len(p.Key) == 0 || len(p.Key) > MaxKey {
			return fmt.Errorf("%w: a key of %d bytes", ErrTooBig, len(p.Key))
		}
		if len(p.Value) > MaxRecord {
			return fmt.Errorf("%w: a value of %d bytes", ErrTooBig, len(p.Value))
		}
	}
	return nil
}

// Swap takes the old value of a key out of the head's state and the new one
// in; nil stands for none.
func (h *Head) Swap(key, old, value []byte) {
	if old != nil {
		h.mix(key, old)
		h.Keys--
	}
	if value != nil {
		h.mix(key, value)
		h.Keys++
	}
}

func (h *Head) mix(key, value []byte) {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(key)))
	b = append(append(b, key...), value...)
	for i, x := range sha256.Sum256(b) {
		h.State[i] ^= x
	}
}

// EncodeHead spells a head as the value of KeyHead, with a checksum of its own.
func EncodeHead(h Head) []byte {
	text, err := json.Marshal(h)
	if err != nil {
		panic("journal: a head cannot be spelled: " + err.Error())
	}
	return Checked(text)
}

// DecodeHead reads what EncodeHead wrote.
func DecodeHead(b []byte) (Head, error) {
	var h Head
	text, ok := Unchecked(b)
	if !ok || json.Unmarshal(text, &h) != nil {
		return Head{}, &Damage{Field: "head", What: "it does not say where the journal ends"}
	}
	return h, nil
}
