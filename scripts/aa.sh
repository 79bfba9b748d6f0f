#!/usr/bin/env bash
# Does the gate tell a change from chance, with real load? A service is run against itself, then made slower.
#
#   scripts/aa.sh [runs]        # 20 by default; about (8 + 2 × runs) × SECONDS_EACH
#
# 1. Eight runs of the schedule scenario are accepted as baselines.
# 2. RUNS runs against the unchanged service: none may FAIL.
# 3. RUNS runs against the same service, its schedule pages 15 % slower: 19 of 20 must FAIL.
#
# The service answers in about 50 ms on purpose, so that 15 % are milliseconds and not the machine's noise. Load only goes
# to 127.0.0.1, RATE a second for SECONDS_EACH seconds a run. Status 0 if both hold, 1 if not, 70 if it could not be tried.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-20}
each=${SECONDS_EACH:-20}
rate=${RATE:-60}
zonda=${ZONDA:-.build/release/zonda}
demo=${DEMO:-.build/release/booking-demo}
work=$(mktemp -d)
service=
stop() {
    [ -n "$service" ] && kill -TERM "$service" 2>/dev/null && wait "$service" 2>/dev/null || true
    service=
}
trap 'stop; rm -rf "$work"' EXIT

# start MEDIAN TAIL: the service whose schedule pages take so many milliseconds at the median and at p99.
start() {
    stop
    : >"$work/log"
    "$demo" --port 0 --slow "schedule:p50=$1ms,p99=$2ms" >"$work/log" 2>&1 &
    service=$!
    for _ in $(seq 100); do
        url=$(sed -n 's/.*listening on //p' "$work/log")
        [ -n "$url" ] && return
        sleep 0.1
    done
    echo "aa: the service did not start" >&2
    exit 70
}

sed '/^slo {/,/^}/d' scenarios/schedule.zonda >"$work/schedule.zonda"
echo 'slo { p95 within 5% of baseline of schedule.* }' >>"$work/schedule.zonda"

# one: a run against the service; prints its verdict and its folder.
one() {
    local status=0
    "$zonda" run "$work/schedule.zonda" --target "$url" --rate "$rate/s" --duration "${each}s" --quiet \
        --out "$work/results" --baselines "$work/baselines" >"$work/out" 2>"$work/err" || status=$?
    latest=$(ls -d "$work"/results/schedule/*/ | tail -1)
    case $status in
        0) verdict=PASS ;; 99) verdict=FAIL ;; 98) verdict=INCONCLUSIVE ;; 97) verdict=INVALID ;;
        *) cat "$work/err" >&2; echo "aa: zonda ended with $status" >&2; exit 70 ;;
    esac
}

# arm NAME: so many runs; counts their verdicts.
arm() {
    pass=0 fail=0 open=0 invalid=0
    for number in $(seq "$runs"); do
        one
        case $verdict in
            PASS) pass=$((pass + 1)) ;; FAIL) fail=$((fail + 1)) ;;
            INVALID) invalid=$((invalid + 1)) ;; *) open=$((open + 1)) ;;
        esac
    done
    echo "$1: $pass PASS, $fail FAIL, $open INCONCLUSIVE, $invalid INVALID of $runs"
}

start 50 90
accepted=0
for _ in $(seq 24); do
    [ "$accepted" -eq 8 ] && break
    one
    "$zonda" baseline accept "$latest" --baselines "$work/baselines" >/dev/null 2>>"$work/err" && accepted=$((accepted + 1))
done
[ "$accepted" -eq 8 ] || { echo "aa: only $accepted of 8 baselines could be accepted" >&2; exit 70; }
arm "unchanged"
false_alarms=$fail
stop
start 57.5 103.5
arm "15 % slower"
seen=$fail
"$zonda" history schedule --results "$work/results" --baselines "$work/baselines" | tail -14
wanted=$((runs * 19 / 20))
if [ "$false_alarms" -eq 0 ] && [ "$seen" -ge "$wanted" ]; then
    echo "aa: no false alarm, and the change was seen in $seen of $runs runs"
else
    echo "aa: $false_alarms false alarms, and the change was seen in $seen of $runs runs (at least $wanted wanted)"
    exit 1
fi
