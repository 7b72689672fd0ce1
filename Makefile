# Debrief. “make” alone lists what there is.
GO      ?= go
LDFLAGS  = -s -w
VERSION ?= $(shell git describe --tags --always 2>/dev/null || echo dev)

.DEFAULT_GOAL := help
.PHONY: help run build test check bench generate shots cross fuzz accuracy accuracy-match accuracy-resume calibration mutations bench-mail kill

help: ## list these targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

run: ## serve the sample search at http://127.0.0.1:8484
	CGO_ENABLED=0 $(GO) run ./cmd/debrief serve --demo

build: ## build the one static binary, ./debrief
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o debrief ./cmd/debrief

test: ## install what the tests need, then run all of them
	./scripts/test

check: ## format, vet, generated files and import directions
	./scripts/check

bench: ## figures of docs/PERFORMANCE.md
	./scripts/bench

bench-mail: ## mail figures beside notmuch, mu, mairix and mbsync, which it installs
	./scripts/bench-mail $(MAILS)

kill: ## R1: a reading is killed at 1,000 points on SQLite
	DEBRIEF_KILLS=1000 CGO_ENABLED=0 $(GO) test ./internal/post -run survivesKillAtAnyWrite/sqlite -count=1 -timeout 120m -v

generate: ## templates and reference pages
	$(GO) tool templ generate -path internal/web
	$(GO) test ./internal/cli -run TestReference -update

shots: ## screenshots of every page into docs/shots
	./scripts/shots

cross: ## compile for three systems without cgo
	for os in linux darwin windows; do CGO_ENABLED=0 GOOS=$$os $(GO) build -o /dev/null ./cmd/debrief || exit 1; done

accuracy: ## train from scratch and measure how well mails are read, into docs/ACCURACY.md
	$(GO) run ./internal/triage/train
	$(GO) run ./internal/triage/train -measure -doc docs/ACCURACY.md

accuracy-match: ## how well requirements of postings are read, into docs/ACCURACY-MATCH.md
	$(GO) test ./internal/match -run TestAccuracy -update
	@cat docs/ACCURACY-MATCH.md

accuracy-resume: ## how well résumé files are read, into docs/ACCURACY-RESUME.md
	CGO_ENABLED=0 $(GO) test ./internal/resume -run TestAccuracy -update
	@cat docs/ACCURACY-RESUME.md

calibration: ## how often verdicts are wrong and intervals hold, over 2,000 searches of each kind
	DEBRIEF_CALIBRATION=2000 CGO_ENABLED=0 $(GO) test ./internal/insight -run Calibration -count=1 -timeout 60m -v | grep -v '^=== '

mutations: ## change the statistics one slip at a time and see which tests fail, into docs/TESTS-STATS.md
	CGO_ENABLED=0 $(GO) run ./internal/stats/mutations

fuzz: ## every fuzz target for a short time
	./scripts/fuzz
