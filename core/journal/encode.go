package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"time"

	"github.com/google/uuid"

	"shouwen/core/floor"
)

// form is the first byte of every encoded record. A later form gets another
// number, so that old records are always read as they were written.
const form = 1

// MaxRecord bounds one encoded record in bytes.
const MaxRecord = 1 << 19

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Encode spells a record in its one canonical way: every field that is hashed,
// then the hash, then a CRC32C of all of it. The checksum finds what a disk
// altered; the hash finds what a person altered.
func Encode(r Record) []byte {
	b := hashed(r)
	b = append(b, r.Hash[:]...)
	return binary.BigEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
}

// hashed spells everything that a record's hash covers.
func hashed(r Record) []byte {
	id := uuid.MustParse(r.ID)
	b := make([]byte, 0, 256+len(r.Body))
	b = append(b, form)
	b = binary.BigEndian.AppendUint64(b, r.Seq)
	b = append(b, r.Prev[:]...)
	b = append(b, id[:]...)
	b = binary.BigEndian.AppendUint32(b, uint32(r.Schema))
	for _, s := range []string{
		r.At.Format(time.RFC3339Nano), string(r.Site), r.Kind,
		string(r.By.Role), string(r.By.Advisor), r.Key,
	} {
		b = binary.BigEndian.AppendUint16(b, uint16(len(s)))
		b = append(b, s...)
	}
	b = binary.BigEndian.AppendUint32(b, uint32(len(r.Body)))
	return append(b, r.Body...)
}

// sum is the hash that a record of this content must carry.
func sum(r Record) Hash { return sha256.Sum256(hashed(r)) }

// Decode reads one encoded record and checks all that can be checked of it
// alone. The error is a *Damage that names the first part that is wrong.
func Decode(b []byte) (Record, error) {
	d := &reader{rest: b}
	r, err := d.record(b)
	if err != nil {
		return Record{}, err
	}
	if !bytes.Equal(Encode(r), b) {
		return Record{}, d.wrong(r.Seq, "form", "not spelled as the journal spells it")
	}
	return r, nil
}

// DecodeAt reads the record that lies in the place of seq. It is a *Damage if
// another one lies there.
func DecodeAt(seq uint64, b []byte) (Record, error) {
	r, err := Decode(b)
	var d *Damage
	switch {
	case errors.As(err, &d):
		return Record{}, &Damage{Seq: seq, Field: d.Field, What: d.What}
	case err != nil:
		return Record{}, err
	case r.Seq != seq:
		return Record{}, &Damage{Seq: seq, Field: "seq", What: fmt.Sprintf("record %d lies in its place", r.Seq)}
	}
	return r, nil
}

// A reader takes an encoded record apart from the front. Once something is
// missing, every later take returns zero and short stays set.
type reader struct {
	rest  []byte
	short bool
}

func (d *reader) record(all []byte) (Record, error) {
	if len(all) > MaxRecord {
		return Record{}, d.wrong(0, "length", fmt.Sprintf("%d bytes, more than a record may have", len(all)))
	}
	body, check, ok := splitTail(all, 4)
	if !ok {
		return Record{}, d.wrong(0, "length", fmt.Sprintf("only %d bytes", len(all)))
	}
	if got := binary.BigEndian.Uint32(check); got != crc32.Checksum(body, castagnoli) {
		return Record{}, d.wrong(0, "crc", "the checksum does not match the bytes")
	}
	d.rest = body
	if got := d.take(1); got[0] != form {
		return Record{}, d.wrong(0, "form", fmt.Sprintf("form %d, want %d", got[0], form))
	}
	return d.fields()
}

func (d *reader) fields() (Record, error) {
	var r Record
	r.Seq = binary.BigEndian.Uint64(d.take(8))
	copy(r.Prev[:], d.take(32))
	var id uuid.UUID
	copy(id[:], d.take(16))
	r.ID = id.String()
	r.Schema = int(binary.BigEndian.Uint32(d.take(4)))
	at := d.text()
	r.Site = floor.SiteID(d.text())
	r.Kind = d.text()
	r.By = floor.Actor{Role: floor.Role(d.text()), Advisor: floor.AdvisorID(d.text())}
	r.Key = d.text()
	r.Body = json.RawMessage(bytes.Clone(d.take(int(binary.BigEndian.Uint32(d.take(4))))))
	copy(r.Hash[:], d.take(32))
	return r, d.judge(&r, at)
}

func (d *reader) judge(r *Record, at string) error {
	switch {
	case d.short:
		return d.wrong(r.Seq, "length", "ends in the middle of a field")
	case len(d.rest) > 0:
		return d.wrong(r.Seq, "length", fmt.Sprintf("%d bytes too many", len(d.rest)))
	case !json.Valid(r.Body):
		return d.wrong(r.Seq, "body", "is not JSON")
	}
	when, err := time.Parse(time.RFC3339Nano, at)
	if err != nil {
		return d.wrong(r.Seq, "at", fmt.Sprintf("%q is not a time", at))
	}
	r.At = house(when)
	if sum(*r) != r.Hash {
		return d.wrong(r.Seq, "hash", "the hash does not match the content")
	}
	return nil
}

func (d *reader) take(n int) []byte {
	if n < 0 || n > len(d.rest) {
		d.rest, d.short = nil, true
		return make([]byte, min(max(n, 0), 32))
	}
	got := d.rest[:n]
	d.rest = d.rest[n:]
	return got
}

func (d *reader) text() string {
	return string(d.take(int(binary.BigEndian.Uint16(d.take(2)))))
}

func (d *reader) wrong(seq uint64, field, what string) *Damage {
	return &Damage{Seq: seq, Field: field, What: what}
}

func splitTail(b []byte, n int) (front, tail []byte, ok bool) {
	if len(b) < n+1 {
		return nil, nil, false
	}
	return b[:len(b)-n], b[len(b)-n:], true
}

// house strips what a time must not carry into a record: the monotonic clock
// and the name of a zone that another machine may not know. The offset stays.
func house(at time.Time) time.Time {
	_, offset := at.Zone()
	if offset == 0 {
		return at.Round(0).UTC()
	}
	return at.Round(0).In(time.FixedZone("", offset))
}

// fits says why a time cannot be spelled, or nothing.
func fits(at time.Time) string {
	_, offset := at.Zone()
	switch {
	case at.IsZero():
		return "has no time"
	case at.Year() < 1 || at.Year() > 9999:
		return "its year cannot be written"
	case offset%60 != 0 || offset <= -24*3600 || offset >= 24*3600:
		return "its zone is not a whole number of minutes"
	}
	return ""
}

// textLimit bounds each short field; its length is written in two bytes.
const textLimit = math.MaxUint16
