# Shouwen: `make run` for a working lobby, `make test` for every check.

# Always the same flags: another -trimpath or cgo flag compiles OpenGL anew,
# which takes minutes.
REAL  := -tags x11,migrated_fynedo
PLAIN := -tags ci
GO    ?= go

# Where Go's own installer puts it, for shells that were not told.
export PATH := $(PATH):/usr/local/go/bin

# What the virtual display's two monitors are, e.g. KIOSK=1920x1080.
KIOSK ?= 1080x1920
BOARD ?= 1920x1080

# A build must not depend on who owns the checkout, which git objects to.
export GOFLAGS := $(strip $(filter-out -buildvcs=%,$(GOFLAGS)) -buildvcs=false)
VERSION := $(shell git describe --always --dirty --tags 2>/dev/null || echo unversioned)

# The appliance's surroundings, as its service sets them too: a bound on the
# heap, one scale whatever the panel claims, and text pictures that are dropped
# after five seconds instead of sixty.
MEMORY ?= 256MiB
export FYNE_SCALE ?= 1
export FYNE_DISABLE_DPI_DETECTION ?= 1
export FYNE_CACHE ?= 5s

# The browser and the spreadsheet of the tests write Chinese with our own fonts.
export FONTCONFIG_FILE := $(CURDIR)/.ci/fontconfig.xml

SCREEN := .ci/display --kiosk $(KIOSK) --board $(BOARD) --
SHUFFLE := $(if $(CI),-shuffle=on)

.NOTPARALLEL:
.PHONY: help run demo gallery test lint unit e2e bench scan mutants build clean setup-build setup-display setup-test

help: ## lists these words
	@echo "make WORD, where WORD is one of:"
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/\1\t\2/p' Makefile | while IFS="$$(printf '\t')" read -r word what; do printf '  %-9s %s\n' "$$word" "$$what"; done

run: ## installs what is missing, builds, and starts the lobby; without a display, runs the demonstration visit
ifneq ($(DISPLAY),)
run: build
	@echo "run: starting the lobby's two windows on display $(DISPLAY)"
	GOMEMLIMIT=$(MEMORY) bin/shouwen
else
run: demo
endif

demo: build setup-display ## runs the demonstration visit on a virtual display and lists what it leaves in out/
	@echo "demo: no display needed; running the demonstration visit on two virtual monitors ($(KIOSK) and $(BOARD))"
	@rm -rf out && mkdir -p out
	GOMEMLIMIT=$(MEMORY) $(SCREEN) bin/shouwen demo --out out
	@.ci/list out

build: setup-build ## compiles bin/shouwen with its windows; the first time takes some minutes
	@echo "build: compiling bin/shouwen (the first time takes four to eight minutes, nearly all of it OpenGL)"
	@mkdir -p bin
	$(GO) build $(REAL) -ldflags "-s -w -X main.version=$(VERSION)" -o bin/shouwen ./app

test: setup-test build lint unit e2e ## installs what is missing and runs every check and test
	@echo "test: every check passed"

lint: setup-build ## gofmt, go mod tidy, go vet and staticcheck
	@echo "lint: gofmt"
	@bad=$$(gofmt -l $(wildcard app kiosk display core assets)) && test -z "$$bad" || { echo "gofmt would change:"; echo "$$bad"; exit 1; }
	@echo "lint: go mod tidy"
	@$(GO) mod tidy -diff
	@echo "lint: go vet, headless and with the real windows"
	@$(GO) vet $(PLAIN) ./...
	@$(GO) vet $(REAL),e2e ./app/...
	@echo "lint: staticcheck"
	@$(GO) tool staticcheck $(PLAIN) ./...

unit: setup-build ## the walls and every test that needs no display, under the race detector
	@echo "unit: the core compiles without a C compiler, and the walls stand"
	@CGO_ENABLED=0 $(GO) build ./core/...
	CGO_ENABLED=0 $(GO) test $(PLAIN) -run Wall ./core
	@echo "unit: every package under the race detector"
	$(GO) test -race $(PLAIN) $(SHUFFLE) -timeout 20m ./...

e2e: build setup-test ## visits through the real windows on a virtual display with two monitors
	@echo "e2e: visits through the real windows on two virtual monitors ($(KIOSK) and $(BOARD))"
	$(SCREEN) $(GO) test $(REAL),e2e -exec 'env GOMEMLIMIT=$(MEMORY)' -count=1 -timeout 20m ./app/e2e/...

bench: ## the benchmarks
	@echo "bench: what a check-in, a ruling and a slip cost"
	CGO_ENABLED=0 $(GO) test $(PLAIN) -run '^$$' -bench . -benchmem ./...

mutants: ## tries every small change of the eleven rulebooks and writes anew the lists of those that no case notices; takes minutes; BOOK=ID does one
	CGO_ENABLED=0 $(GO) test $(PLAIN) -count=1 -timeout 60m -run TestAChangeThatNoCase ./core/rulebook/trial -mutants $(if $(BOOK),-book $(BOOK)) -v

scan: setup-test ## measures what share of photographed slips zbar and ZXing read and writes the table of README.md anew; takes minutes
	@echo "scan: photographing slips flat, carried, blurred, noisy and crumpled, at 203, 150 and 100 dpi"
	CGO_ENABLED=0 $(GO) test $(PLAIN) -count=1 -timeout 60m -run TestTheScanTable ./core/slip -scans 50

gallery: ## draws every screen in every language, orientation and mode into out/gallery, without a display; takes about ten minutes
	@echo "gallery: drawing every screen into out/gallery"
	@mkdir -p out/gallery/kiosk out/gallery/board
	@KIOSK_GALLERY=$(CURDIR)/out/gallery/kiosk BOARD_GALLERY=$(CURDIR)/out/gallery/board CGO_ENABLED=0 $(GO) test $(PLAIN) -count=1 -timeout 60m -run "Gallery|Overflows" ./kiosk ./display
	@.ci/list out/gallery

clean: ## removes what was built and drawn
	@echo "clean: removing bin, out and .logs"
	rm -rf bin out .logs

setup-build:
	@GO="$(GO)" .ci/setup build run

setup-display:
	@GO="$(GO)" .ci/setup build run display

setup-test:
	@GO="$(GO)" .ci/setup build run display test
