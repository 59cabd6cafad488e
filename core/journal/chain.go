package journal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/google/uuid"

	"shouwen/core/floor"
)

// Continue turns drafts into the records that follow head on the site. It
// returns the records and the head after them; the state of the head is left as it was.
func Continue(head Head, site floor.SiteID, drafts []Draft, random io.Reader) ([]Record, Head, error) {
	records := make([]Record, 0, len(drafts))
	for i, d := range drafts {
		if what := d.lacks(); what != "" {
			return nil, head, &DraftError{Index: i, Kind: d.Kind, What: what}
		}
		r, err := d.record(head, site, random)
		if err != nil {
			return nil, head, err
		}
		if n := len(Encode(r)); n > MaxRecord {
			return nil, head, &DraftError{Index: i, Kind: d.Kind, What: fmt.Sprintf("takes %d bytes, more than a record may have", n)}
		}
		records = append(records, r)
		head.Seq, head.Hash = r.Seq, r.Hash
	}
	return records, head, nil
}

func (d Draft) record(head Head, site floor.SiteID, random io.Reader) (Record, error) {
	id := d.ID
	if id == "" {
		id = floor.NewID(d.At, random)
	}
	var body bytes.Buffer
	if err := json.Compact(&body, d.Body); err != nil {
		return Record{}, fmt.Errorf("journal: body of %s: %w", d.Kind, err)
	}
	r := Record{
		Seq: head.Seq + 1, ID: id, At: house(d.At), Site: site, Kind: d.Kind, Schema: d.Schema,
		By: d.By, Key: d.Key, Body: body.Bytes(), Prev: head.Hash,
	}
	r.Hash = sum(r)
	return r, nil
}

// lacks says why a draft cannot be written down, or nothing.
func (d Draft) lacks() string {
	if what := fits(d.At); what != "" {
		return what
	}
	switch {
	case d.Kind == "":
		return "has no kind"
	case d.Schema < 1 || d.Schema > 1<<30:
		return "has no schema version"
	case d.By.Role == "":
		return "says not by whom"
	case !json.Valid(d.Body):
		return "its body is not JSON"
	case len(d.Kind) > textLimit || len(d.Key) > MaxKey || len(d.By.Role) > textLimit || len(d.By.Advisor) > textLimit:
		return "a field is too long"
	}
	if id, err := uuid.Parse(d.ID); d.ID != "" && (err != nil || id.String() != d.ID) {
		return "its id is not a UUID"
	}
	return ""
}

// Follows checks that r is the record right after head.
func Follows(head Head, r Record) error {
	switch {
	case r.Seq <= head.Seq:
		return &Damage{Seq: head.Seq + 1, Field: "seq", What: fmt.Sprintf("record %d stands in its place", r.Seq)}
	case r.Seq > head.Seq+1:
		return &Damage{Seq: head.Seq + 1, Field: "seq", What: fmt.Sprintf("%d records are missing before record %d", r.Seq-head.Seq-1, r.Seq)}
	case r.Prev != head.Hash:
		return &Damage{Seq: r.Seq, Field: "prev", What: "it does not follow the record before: the chain is broken"}
	}
	return nil
}
