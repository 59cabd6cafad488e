package desk

import (
	"encoding/json"
	"fmt"

	"shouwen/core/floor"
	"shouwen/core/journal"
)

// load reads the state that stands beside the records. How long the journal is
// does not matter: only the house, the staff and today's visits are read.
func load(log journal.Log) (*state, error) {
	s := newState(func(key string, into any) (bool, error) { return fetch(log, key, into) })
	if _, err := fetch(log, keyHouse, &s.house); err != nil {
		return nil, err
	}
	if s.house.Name == "" {
		return s, nil
	}
	s.zone, s.seq = zoneOf(s.house.Zone), log.Head().Seq
	if err := s.loadStaff(log); err != nil {
		return nil, err
	}
	if err := s.loadToday(log); err != nil {
		return nil, err
	}
	for _, id := range s.house.Overnight {
		if s.visit(id) == nil {
			return nil, fmt.Errorf("desk: visit %s goes on over midnight and is missing from the store", id)
		}
	}
	return s, s.loadLast(log)
}

func fetch(log journal.Log, key string, into any) (bool, error) {
	text, ok, err := log.Get([]byte(key))
	if err != nil || !ok {
		return false, err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return false, fmt.Errorf("desk: read %s: %w", key, err)
	}
	return true, nil
}

func (s *state) loadStaff(log journal.Log) error {
	return log.Scan([]byte(keyAdvisor), func(key, text []byte) error {
		var a advisor
		if err := json.Unmarshal(text, &a); err != nil {
			return fmt.Errorf("desk: read %s: %w", key, err)
		}
		s.advisors[a.ID] = &a
		return nil
	})
}

func (s *state) loadToday(log journal.Log) error {
	return log.Scan([]byte(keyDay+s.house.Day+"/"), func(key, text []byte) error {
		var id floor.VisitID
		if err := json.Unmarshal(text, &id); err != nil {
			return fmt.Errorf("desk: read %s: %w", key, err)
		}
		v := s.visit(id)
		if v == nil {
			return fmt.Errorf("desk: read %s: visit %s is missing from the store", key, id)
		}
		s.codes[v.Code] = v.ID
		return nil
	})
}

// loadLast finds when the last thing happened.
func (s *state) loadLast(log journal.Log) error {
	return log.Read(log.Head().Seq, func(r journal.Record) error {
		s.last = r.At
		return nil
	})
}

// Fold reads the whole journal and returns how many records it folded and the
// state that follows from them alone, spelled as the store keeps it, by key.
// Two machines with the same journal get the same answer, and it must equal what stands beside the records.
func Fold(log journal.Log) (map[string]json.RawMessage, error) {
	s, reader := newState(nil), eventReader()
	err := log.Read(1, func(r journal.Record) error {
		e, err := reader.Read(r.Kind, r.Schema, r.Body)
		if err != nil {
			return fmt.Errorf("desk: record %d: %w", r.Seq, err)
		}
		s.apply(stampOf{Seq: r.Seq, At: r.At, By: r.By, Key: r.Key}, e)
		return nil
	})
	if err != nil {
		return nil, err
	}
	out := make(map[string]json.RawMessage, len(s.dirty))
	for key, value := range s.dirty {
		text, err := json.Marshal(value)
		if err != nil {
			return nil, fmt.Errorf("desk: spell %s: %w", key, err)
		}
		out[key] = text
	}
	return out, nil
}
