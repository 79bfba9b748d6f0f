# Zonda: the commands that people and CI use. `make demo` and `make test` do all set-up themselves.
SWIFT ?= swift
JOBS ?= $(shell nproc)
PREFIX ?= /usr/local
# Optimised builds leave out the check at run time that no two accesses to one place overlap, about a thousand instructions
# a request: a shard's state is touched on its queue only, and every test runs with the check. The manifest cannot say so:
# a package with unsafe flags is not taken as a dependency.
OPTIMISED = -c release -Xswiftc -enforce-exclusivity=unchecked
RELEASE = $(SWIFT) build $(OPTIMISED) -j $(JOBS)
# What `zonda --version` says it was built from: nothing without git, and "-dirty" where the tree differs from the commit.
export ZONDA_COMMIT ?= $(shell git describe --always --dirty --abbrev=12 --exclude '*' 2>/dev/null)
# Every import must be declared in Package.swift: this is what keeps the layers apart.
STRICT = --explicit-target-dependency-import-check error
SOURCES = Package.swift Sources Tests Benchmarks

# Tests of code with threads or unsafe memory, and of what reads foreign input: what the sanitizers build and run, without
# the demo service and the command line.
CORE_TESTS = ExtractionTests FuzzTests GroundworkTests HTTPExchangeTests JSONTests LiveMetricsTests LoadGeneratorTests LoadMetricsTests
SANITIZED = --skip AllocationTests --skip SpeedTests

.PHONY: allocations build-tests bench-compile bench-exchange bench-import coverage demo fuzz fuzz-answers test unit end-to-end build release bench sanitize sanitize-thread sanitize-address lint structure format install clean setup

## A minute of the whole platform with 1,000 users against the demo service. SERVICE gives the service more options:
## make demo SERVICE="--slow schedule:p50=220ms,p99=600ms"
demo: release
	@scripts/demo.sh $(SERVICE)

## Every test.
test: structure build-tests
	$(MAKE) --no-print-directory unit end-to-end

build-tests: setup
	$(SWIFT) build --build-tests -j $(JOBS) $(STRICT)

unit:
	$(SWIFT) test --skip-build --skip EndToEndTests --skip BookingDemoTests

# Real servers under real load: one after another, so that none disturbs another's figures.
end-to-end:
	$(SWIFT) test --skip-build --filter "EndToEndTests|BookingDemoTests" --no-parallel

build: setup
	$(SWIFT) build -j $(JOBS) $(STRICT)

release: setup
	$(RELEASE) --product zonda
	$(RELEASE) --product booking-demo

## Speed, each figure beside its reference in the same run.
bench: release
	$(RELEASE) --product histogram-benchmark
	$(RELEASE) --product json-benchmark
	@python3 Benchmarks/bench.py $(SECTIONS)

## How long imports of large inputs take.
bench-import:
	$(RELEASE) --product import-benchmark
	@.build/release/import-benchmark

## The hot path's allocations per request, in an optimised build.
allocations: export ZONDA_TESTS = LoadGeneratorTests
allocations: setup
	$(SWIFT) build $(OPTIMISED) --build-tests -j $(JOBS) -Xswiftc -enable-testing --scratch-path .build-allocations
	$(SWIFT) test $(OPTIMISED) --skip-build -Xswiftc -enable-testing --scratch-path .build-allocations --filter AllocationTests

## The core's tests once for races and once for memory errors.
sanitize: sanitize-thread sanitize-address

# Races need threads: real runs of several shards, the collector, the live metrics.
sanitize-thread: export ZONDA_TESTS = LiveMetricsTests LoadGeneratorTests LoadMetricsTests
sanitize-thread: setup
	$(SWIFT) build --build-tests --sanitize thread --scratch-path .build-thread -j $(JOBS)
	TSAN_OPTIONS="halt_on_error=1 suppressions=$(CURDIR)/Tests/thread-suppressions" \
		$(SWIFT) test --skip-build --sanitize thread --scratch-path .build-thread $(SANITIZED)

sanitize-address: export ZONDA_TESTS = $(CORE_TESTS)
sanitize-address: setup
	$(SWIFT) build --build-tests --sanitize address --scratch-path .build-address -j $(JOBS)
	ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test --skip-build --sanitize address --scratch-path .build-address $(SANITIZED)

## Reading and compiling 5,000 lines, in a release build: fails above 200 ms.
bench-compile: release
	@scripts/bench-compile.sh

## Instructions that reading an answer and writing a request take; needs valgrind.
bench-exchange: setup
	$(RELEASE) --product exchange-benchmark
	@scripts/bench-exchange.sh

## Random damage to scenarios and answers for FUZZ_SECONDS; `make test` does a few hundred rounds of the same.
FUZZ_SECONDS ?= 20
fuzz: build-tests
	ZONDA_FUZZ_SECONDS=$(FUZZ_SECONDS) $(SWIFT) test --skip-build --filter FuzzTests

## The same of what services send, guided by coverage (libFuzzer) and with the address sanitizer.
fuzz-answers: setup
	scripts/fuzz-answers.sh $(FUZZ_SECONDS)

## How often verdicts are wrong, by simulation: about two minutes.
coverage: setup
	$(RELEASE) --product coverage-simulation
	.build/release/coverage-simulation $(RUNS) $(PARTS)

lint: structure
	$(SWIFT) format lint --strict --recursive $(SOURCES)

## No circle between folders, no declaration that nobody names, ARCHITECTURE.md and Package.swift alike: a few seconds.
structure:
	@python3 scripts/structure/test_structure.py
	@scripts/arrows
	@scripts/unnamed
	@scripts/architecture

format:
	$(SWIFT) format --in-place --recursive $(SOURCES)

## The program, its man page and the completions of bash, zsh and fish, below PREFIX.
install: release
	@scripts/install.sh .build/release/zonda "$(DESTDIR)$(PREFIX)"

setup:
	@scripts/setup.sh

clean:
	rm -rf .build
