package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/OpenPrinting/goipp"
)

// errEnded says that a job has ended already.
var errEnded = trouble(Rejected, errors.New("the job has ended"))

// largestAnswer is more than any queue says of one job.
const largestAnswer = 1 << 20

// message begins a message to a print server. IPP wants these two first, in this order.
func message(op goipp.Op) *goipp.Message {
	m := goipp.NewRequest(goipp.DefaultVersion, op, 1)
	m.Operation.Add(goipp.MakeAttribute("attributes-charset", goipp.TagCharset, goipp.String("utf-8")))
	m.Operation.Add(goipp.MakeAttribute("attributes-natural-language", goipp.TagLanguage, goipp.String("en")))
	return m
}

// request begins a message to the queue, whose name IPP wants right after.
func (c *cups) request(op goipp.Op) *goipp.Message {
	m := message(op)
	m.Operation.Add(goipp.MakeAttribute("printer-uri", goipp.TagURI, goipp.String("ipp://"+c.host+"/printers/"+c.queue)))
	return m
}

// wanting asks for these attributes and no others.
func wanting(m *goipp.Message, first string, others ...string) {
	wanted := goipp.MakeAttribute("requested-attributes", goipp.TagKeyword, goipp.String(first))
	for _, name := range others {
		wanted.Values.Add(goipp.TagKeyword, goipp.String(name))
	}
	m.Operation.Add(wanted)
}

// asUs says who asks: a queue tells the names of jobs, and drops them, only for their owner.
func asUs(m *goipp.Message) {
	m.Operation.Add(goipp.MakeAttribute("requesting-user-name", goipp.TagName, goipp.String("shouwen")))
}

// call sends a message, followed by a document or nothing, and returns the answer to it.
func (c *cups) call(ctx context.Context, m *goipp.Message, document []byte) (*goipp.Message, error) {
	head, err := m.EncodeBytes()
	if err != nil {
		return nil, trouble(BadJob, fmt.Errorf("encode %v: %w", goipp.Op(m.Code), err))
	}
	post, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+c.host+"/printers/"+c.queue, bytes.NewReader(append(head, document...)))
	if err != nil {
		return nil, trouble(Unreachable, err)
	}
	post.Header.Set("Content-Type", goipp.ContentType)
	got, err := c.http.Do(post)
	if err != nil && timeIsUp(err) {
		return nil, trouble(TimedOut, err)
	}
	if err != nil {
		return nil, trouble(Unreachable, err)
	}
	defer got.Body.Close()
	return read(got, goipp.Op(m.Code))
}

func read(got *http.Response, op goipp.Op) (*goipp.Message, error) {
	switch got.StatusCode {
	case http.StatusOK:
	case http.StatusUnauthorized, http.StatusForbidden:
		return nil, trouble(NoAccess, fmt.Errorf("%v: the queue answers %s", op, got.Status))
	default:
		return nil, trouble(Rejected, fmt.Errorf("%v: the queue answers %s", op, got.Status))
	}
	answer := &goipp.Message{}
	if err := answer.Decode(io.LimitReader(got.Body, largestAnswer)); err != nil {
		return nil, trouble(Rejected, fmt.Errorf("%v: read the answer: %w", op, err))
	}
	switch status := goipp.Status(answer.Code); {
	case status == goipp.StatusErrorNotPossible:
		return nil, errEnded
	case status >= goipp.StatusRedirectionOtherSite:
		return nil, trouble(statusReason(status), fmt.Errorf("%v: the queue answers %v", op, status))
	}
	return answer, nil
}

func statusReason(status goipp.Status) string {
	switch status {
	case goipp.StatusErrorForbidden, goipp.StatusErrorNotAuthenticated, goipp.StatusErrorNotAuthorized:
		return NoAccess
	case goipp.StatusErrorNotFound:
		return Unreachable
	case goipp.StatusErrorNotAcceptingJobs, goipp.StatusErrorPrinterIsDeactivated:
		return Stopped
	case goipp.StatusErrorTooManyJobs, goipp.StatusErrorBusy:
		return Full
	}
	return Rejected
}

func trouble(reason string, fault error) error {
	_, err := fail(reason, fault)
	return err
}

// number returns an attribute's first value as a number.
func number(group goipp.Attributes, name string) (int, bool) {
	for _, a := range group {
		if a.Name == name && len(a.Values) > 0 {
			n, ok := a.Values[0].V.(goipp.Integer)
			return int(n), ok
		}
	}
	return 0, false
}

// texts returns an attribute's values as text, "none" left out.
func texts(group goipp.Attributes, name string) []string {
	var out []string
	for _, a := range group {
		if a.Name != name {
			continue
		}
		for _, v := range a.Values {
			if s := v.V.String(); s != "none" && s != "" {
				out = append(out, s)
			}
		}
	}
	return out
}
