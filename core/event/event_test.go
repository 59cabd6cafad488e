package event

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the golden anew; a line is added, never edited")

// fill sets every field of a value to something, so that a field that is lost shows.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, 11, 23, 9, 10, 0, 0, time.UTC)))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(3)
	case reflect.Uint64:
		v.SetUint(4)
	case reflect.Float64:
		v.SetFloat(5.5)
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[json.RawMessage]() {
			v.SetBytes([]byte(`{"a":1}`))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Map:
		value := reflect.New(v.Type().Elem()).Elem()
		if value.Kind() == reflect.Interface {
			value.Set(reflect.ValueOf("x"))
		} else {
			fill(value)
		}
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("k").Convert(v.Type().Key()), value)
	default:
		panic("event: a sample cannot hold a " + v.Kind().String())
	}
}

// samples are one filled event of every kind, sorted.
func samples(t *testing.T) []string {
	t.Helper()
	r := NewReader()
	kinds := r.Kinds()
	slices.Sort(kinds)
	var lines []string
	for _, kind := range kinds {
		e, err := r.Read(kind, Schema, []byte("{}"))
		if err != nil {
			t.Fatal(err)
		}
		filled := reflect.New(reflect.TypeOf(e)).Elem()
		fill(filled)
		text, err := json.Marshal(filled.Interface())
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, fmt.Sprintf("%s %s", kind, text))
	}
	return lines
}

func TestWhatWasJournaledOnceIsStillWrittenTheSameWay(t *testing.T) {
	var got bytes.Buffer
	for _, line := range samples(t) {
		fmt.Fprintln(&got, line)
	}
	const golden = "testdata/kinds.golden"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("events are written as\n%s\nthe golden has\n%s", got.Bytes(), want)
	}
}

func TestEveryKindIsReadBackWhole(t *testing.T) {
	r := NewReader()
	for _, kind := range r.Kinds() {
		e, err := r.Read(kind, Schema, []byte("{}"))
		if err != nil {
			t.Fatal(err)
		}
		filled := reflect.New(reflect.TypeOf(e)).Elem()
		fill(filled)
		if turn, ok := filled.Interface().(TurnRuled); ok {
			turn.Effect = kind[len("turn."):]
			filled.Set(reflect.ValueOf(turn))
		}
		before := filled.Interface().(Event)
		if before.Kind() != kind {
			t.Errorf("a %T calls itself %s, want %s", before, before.Kind(), kind)
		}
		text, err := json.Marshal(before)
		if err != nil {
			t.Fatal(err)
		}
		after, err := r.Read(kind, Schema, text)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(before, after) {
			t.Errorf("%s was read back as %+v, want %+v", kind, after, before)
		}
	}
}

func TestWhatANewerProgramWroteIsNotGuessed(t *testing.T) {
	r := NewReader()
	for _, c := range []struct {
		kind   string
		schema int
	}{{"visit.teleported", Schema}, {"visit.opened", Schema + 1}} {
		if e, err := r.Read(c.kind, c.schema, []byte("{}")); err == nil {
			t.Errorf("%s of schema %d was read as %+v", c.kind, c.schema, e)
		}
	}
}
