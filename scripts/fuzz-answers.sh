#!/usr/bin/env bash
# Coverage-guided fuzzing of the HTTP parser, the content decoder and the cookie jar by libFuzzer, which comes with Swift
# on Linux, with the address sanitizer:  scripts/fuzz-answers.sh [SECONDS]
# An input that fails is left in .build-fuzz as crash-…; .build-fuzz/fuzzer FILE repeats it.
set -euo pipefail
seconds=${1:-60}
cd "$(dirname "$0")/.."
mkdir -p .build-fuzz/seeds .build-fuzz/found
here=$PWD
compile() {
    local name=$1
    shift
    swiftc -O -g -sanitize=fuzzer,address -parse-as-library -swift-version 6 -enable-upcoming-feature MemberImportVisibility \
        -enable-upcoming-feature InternalImportsByDefault -I .build-fuzz -Xcc -fmodule-map-file=Sources/CZlib/module.modulemap \
        "$@" 2> .build-fuzz/"$name".log || { cat .build-fuzz/"$name".log; exit 1; }
}
library() {
    local name=$1
    compile "$name" -emit-module -emit-module-path .build-fuzz/"$name".swiftmodule -emit-library -static -module-name "$name" \
        -o .build-fuzz/lib"$name".a $(find Sources/"$name" -name '*.swift')
}
library Groundwork
library HTTPExchange
compile fuzzer -module-name AnswerFuzzer -o .build-fuzz/fuzzer Tests/Fuzzers/Answers/*.swift \
    Tests/LoadTestKit/Answers/Transcript.swift -L .build-fuzz -lHTTPExchange -lGroundwork -lz
swiftc -swift-version 6 -module-name Seeds -o .build-fuzz/seeder Tests/Fuzzers/Seeds/main.swift \
    Tests/LoadTestKit/Answers/Answer[CT]*.swift
.build-fuzz/seeder .build-fuzz/seeds
cd .build-fuzz
export ASAN_OPTIONS=detect_leaks=0
exec ./fuzzer -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=4096 -print_final_stats=1 found seeds
