#!/usr/bin/env bash
# Starts the demo service, loads it with the whole platform's scenario for about a minute, stops it. The exit status is
# zonda's: 0 PASS, 99 FAIL, 98 INCONCLUSIVE, 97 INVALID. Arguments go to the service.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.build/release
log=$(mktemp)
"$bin/booking-demo" --port 0 "$@" >"$log" &
service=$!
stop() {
    kill -TERM "$service" 2>/dev/null || true
    wait "$service" 2>/dev/null || true
    rm -f "$log"
}
trap stop EXIT
url=
for _ in $(seq 200); do
    url=$(sed -n 's/.*listening on //p' "$log")
    [ -n "$url" ] && break
    kill -0 "$service" 2>/dev/null || { echo "demo: the service did not start" >&2; exit 70; }
    sleep 0.05
done
[ -n "$url" ] || { echo "demo: the service did not say its address" >&2; exit 70; }
echo "demo: booking-demo listens on $url"
status=0
"$bin/zonda" run scenarios/mixed-day.zonda --target "$url" --users "${USERS:-1000}" --duration "${DURATION:-60s}" || status=$?
exit "$status"
