#!/usr/bin/env bash
# How long `zonda check` takes for a scenario of 5,000 lines, beside what it takes for one of a few: the difference is
# reading and compiling. Fails above 200 ms. Usage: scripts/bench-compile.sh [path of a release zonda]
set -euo pipefail
cd "$(dirname "$0")/.."
zonda=${1:-.build/release/zonda}
[ -x "$zonda" ] || { echo "bench-compile: $zonda is missing; make release" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
scenario() {
    echo 'scenario "Big"'
    echo 'target "http://127.0.0.1:8080"'
    local n
    for ((n = 0; n < $1; n++)); do
        cat <<FLOW
flow f$n {
  POST /api/bookings/\${user} as booking.create
    header Authorization: "Bearer \${iteration}"
    json { "slot": "\${uuid()}", "n": \${random(1, 9)} }
    expect status in 201, 409
    expect json \$.items[?@.a == 1 && match(@.b, '[a-z]+')] is array
    capture id = json \$.id or none
    capture token = regex "token=(\\w+)" or none
  if id is none { count none  end }
  GET /x/\${id} as read
    expect xpath "//*[local-name()='CAE']"
  let sum = [1, 2, user][0] + length(token)
  GET /y as other
    query sum: \${sum}
}
FLOW
    done
    echo 'load { users 10 for 1m }'
    echo 'slo { errors < 1% }'
}
scenario 333 >"$work/big.zonda"
scenario 1 >"$work/small.zonda"
# The best of several: everything else only adds.
best() {
    local least=999999 start end took n
    for n in 1 2 3 4 5 6 7; do
        start=$(date +%s%N)
        "$zonda" check "$1" >/dev/null 2>&1 || { "$zonda" check "$1" | head -20 >&2; exit 1; }
        end=$(date +%s%N)
        took=$(((end - start) / 10000))
        [ "$took" -lt "$least" ] && least=$took
    done
    echo "$least"
}
lines=$(wc -l <"$work/big.zonda")
big=$(best "$work/big.zonda")
small=$(best "$work/small.zonda")
awk -v lines="$lines" -v big="$big" -v small="$small" 'BEGIN {
    took = (big - small) / 100
    printf "%d lines: %.1f ms to read and compile (%.1f ms in all, %.1f ms for a small one)\n", lines, took, big / 100, small / 100
    exit took < 200 ? 0 : 1
}'
