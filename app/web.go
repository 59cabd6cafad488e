package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"

	"shouwen/core/claimpage"
	"shouwen/core/daylog"
	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/vault"
)

// A site is the advisors' page on the LAN: its server, and under which
// addresses phones reach it.
type site struct {
	cfg  lanConfig
	port int
	end  context.CancelFunc
	done chan struct{} // closed when the last request has been answered
}

// nearPorts is how many ports are tried when the configured one is taken.
const nearPorts = 20

// listenNear listens on the port, or on the next free one.
func listenNear(port int) (net.Listener, error) {
	var first error
	for p := port; p < port+nearPorts && p <= 65535; p++ {
		l, err := net.Listen("tcp", ":"+strconv.Itoa(p))
		if err == nil {
			return l, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, fmt.Errorf("advisors' page: no free port from %d to %d: %w", port, port+nearPorts-1, first)
}

// openSite serves the page. Without a port there is none, and the lobby goes on without it.
func (l *lobby) openSite() error {
	cfg := l.cfg.LAN
	if cfg.Port == 0 {
		return nil
	}
	listener, err := listenNear(cfg.Port)
	if err != nil {
		return err
	}
	s := &site{cfg: cfg, port: listener.Addr().(*net.TCPAddr).Port}
	if s.port != cfg.Port {
		l.log.Warn("the page's port was taken", "wanted", cfg.Port, "now", s.port)
	}
	page := claimpage.New(claimpage.Config{
		Desk: l.desk, Words: l.phrases, Now: l.now, Hosts: s.hosts, CheckPhone: checkPhone, Export: l.writeLog, Log: l.log,
		Consent: claimpage.Consent{Version: consentVersion, Months: l.cfg.Visitor.ConsentMonths, Contact: l.cfg.Visitor.Contact},
	})
	ctx, end := context.WithCancel(context.Background())
	s.end, s.done = end, make(chan struct{})
	l.site = s
	go func() {
		defer close(s.done)
		if err := page.Serve(ctx, listener); err != nil && ctx.Err() == nil {
			l.log.Error("the advisors' page stopped", "fault", err)
		}
	}()
	return nil
}

// checkPhone says why the digits are no phone, nil if they can be one.
func checkPhone(text string) *floor.Refusal {
	_, refusal := vault.Normal(text)
	return refusal
}

// close ends the page; requests under way have a moment to finish.
func (s *site) close() {
	s.end()
	<-s.done
}

// hosts are the Host headers that are ours: every address of this machine, its
// configured name, and localhost.
func (s *site) hosts() []string {
	names := append(addresses(), "127.0.0.1", "localhost", "[::1]")
	if s.cfg.Name != "" {
		names = append(names, s.cfg.Name)
	}
	if s.cfg.Address != "" {
		names = append(names, s.cfg.Address)
	}
	out := make([]string, 0, len(names))
	for _, n := range names {
		if s.port == 80 {
			out = append(out, n)
		}
		out = append(out, net.JoinHostPort(trimBrackets(n), strconv.Itoa(s.port)))
	}
	return out
}

func trimBrackets(host string) string {
	if len(host) > 1 && host[0] == '[' {
		return host[1 : len(host)-1]
	}
	return host
}

// addresses lists this machine's IPv4 addresses that a phone could reach, the
// most likely first: private ones before others, link-local ones last.
func addresses() []string {
	list, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var ips []net.IP
	for _, a := range list {
		if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil && !n.IP.IsLoopback() {
			ips = append(ips, n.IP)
		}
	}
	rank := func(ip net.IP) int {
		switch {
		case ip.IsLinkLocalUnicast():
			return 2
		case ip.IsPrivate():
			return 0
		}
		return 1
	}
	slices.SortStableFunc(ips, func(a, b net.IP) int { return rank(a) - rank(b) })
	out := make([]string, 0, len(ips))
	for _, ip := range ips {
		out = append(out, ip.String())
	}
	return out
}

// address is the host:port that slips print, found anew each time since the
// router may have given another; empty when the page is off or there is no network.
func (s *site) address() string {
	if s == nil {
		return ""
	}
	host := s.cfg.Address
	if all := addresses(); host == "" && len(all) > 0 {
		host = all[0]
	}
	if host == "" {
		return ""
	}
	return net.JoinHostPort(host, strconv.Itoa(s.port))
}

// writeLog writes a day's log for whoever may see names: the page asks for it on behalf of the manager.
func (l *lobby) writeLog(w io.Writer, day, format string) error {
	return l.house.writeLog(w, day, daylog.Format(format), floor.Chinese, true)
}

// writeLog writes a day's log. full shows names and phones as they were given.
func (h *house) writeLog(w io.Writer, day string, format daylog.Format, lang floor.Language, full bool) error {
	d, err := desk.DayOf(h.store, day)
	if err != nil {
		return err
	}
	return daylog.Log{Day: d, Book: h.phrases, Language: lang, People: h.people, Full: full,
		Written: h.now().In(h.desk.Zone()), Program: "shouwen " + version}.Write(w, format)
}

// people opens a customer's sealed file for the log.
func (h *house) people(id floor.CustomerID) (floor.Person, bool) {
	who, _, err := h.desk.Person(id)
	return who, err == nil && who != floor.Person{}
}
