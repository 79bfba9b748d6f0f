#!/usr/bin/env bash
# Instructions for reading an answer of 309 bytes with six headers, for writing a request with one place, and for a line of
# cookies that did not change, counted by valgrind: other work on the machine does not disturb them.
set -euo pipefail
program=${1:-.build/release/exchange-benchmark}
count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$1" "$2" 2>&1 >/dev/null | awk '/Collected/ { print $4 }'
}
for what in parse write cookie; do
    few=$(count "$what" 1000)
    many=$(count "$what" 11000)
    echo "$what: $(((many - few) / 10000)) instructions"
done
