#!/usr/bin/env bash
# Requests per processor second of Zonda and of a bare C loop over libcurl, taken in turn, against the same nginx.
# Zonda runs on processor 0, nginx on processor 1. Each request has one header, one status check and one JSON capture;
# the bare loop has the header only. Where hey or wrk (Debian packages) and GNU time are installed, they run too, with the
# header and no check.
set -euo pipefail
cd "$(dirname "$0")/.."
for tool in gcc nginx taskset; do
    command -v "$tool" >/dev/null || [ -x "/usr/sbin/$tool" ] || { echo "bench: $tool is missing" >&2; exit 1; }
done
work=$(mktemp -d)
port=${PORT:-18923}
seconds=${SECONDS_EACH:-5}
cat >"$work/nginx.conf" <<CONF
daemon off; worker_processes 1; master_process off; pid $work/pid; error_log stderr crit; worker_rlimit_nofile 20000;
events { worker_connections 16000; multi_accept on; }
http {
  access_log off; keepalive_requests 1000000000; keepalive_timeout 600s;
  client_body_temp_path $work/a; proxy_temp_path $work/b; fastcgi_temp_path $work/c; uwsgi_temp_path $work/d;
  scgi_temp_path $work/e;
  server { listen 127.0.0.1:$port backlog=4096;
    location / { default_type application/json;
      return 200 '{"id":"b7f1c2d4-5a6e-4f70-8a91-b2c3d4e5f607","status":"confirmed","provider":17,"start":"2026-11-23T09:00:00-03:00"}'; } }
}
CONF
taskset -c 1 "$(command -v nginx || echo /usr/sbin/nginx)" -c "$work/nginx.conf" -p "$work" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
sleep 0.5
gcc -O2 -o "$work/loop" Benchmarks/reference/loop.c -lcurl
cat >"$work/bench.zonda" <<SCENARIO
scenario "Benchmark"
target "http://127.0.0.1:$port"
flow read {
  GET /api/slot as read
    header X-Test: abc
    expect status 200
    capture slot = json \$.id
}
load { warmup 1s  users 64 for $((seconds + 1))s }
slo { errors < 1% }
SCENARIO
printf '%-8s %-10s %16s %14s %12s\n' users tool "req/cpu-second" "req/second" "memory MiB"
for users in ${USERS_LIST:-64 2000}; do
    line=$(taskset -c 0 "$work/loop" "http://127.0.0.1:$port/api/slot" "$users" "$seconds" private)
    reference=$(echo "$line" | awk '{print $6}')
    printf '%-8s %-10s %16.0f %14.0f %12s\n' "$users" "C loop" "$reference" "$(echo "$line" | awk '{print $8}')" "-"
    taskset -c 0 .build/release/zonda run "$work/bench.zonda" --users "$users" --shards 1 --quiet --out "$work/run" >/dev/null || true
    record=$(find "$work/run" -name run.json | sort | tail -1)
    timeline=$(find "$work/run" -name timeline.ndjson | sort | tail -1)
    python3 - "$users" "$reference" "$record" "$timeline" <<'PY'
import json, sys
users, reference, record, timeline = sys.argv[1], float(sys.argv[2]), sys.argv[3], sys.argv[4]
audit = json.load(open(record))["audit"]
ticks = [json.loads(line) for line in open(timeline) if line.strip()]
start = json.load(open(record))["measuredFrom"]
requests = sum(t["requests"] for t in ticks if t["start"] >= start)
cpu, wall = audit["cpuSeconds"], audit["wallSeconds"]
print(f"{users:<8} {'zonda':<10} {requests / cpu:16.0f} {requests / wall:14.0f} {audit['peakMemory'] / 2**20:12.0f}")
print(f"{users:<8} {'ratio':<10} {requests / cpu / reference:16.2f}")
PY
    rm -rf "$work/run"
    # Others: processor time of the whole process over its whole run, requests as they say themselves.
    [ -x /usr/bin/time ] || continue
    if command -v hey >/dev/null; then
        GOMAXPROCS=1 taskset -c 0 /usr/bin/time -f '%U %S' -o "$work/time" \
            hey -z "${seconds}s" -c "$users" -H 'X-Test: abc' "http://127.0.0.1:$port/api/slot" >"$work/hey"
        requests=$(awk '/\[200\]/ {print $2}' "$work/hey")
        awk -v u="$users" -v n="$requests" -v s="$seconds" \
            '{printf "%-8s %-10s %16.0f %14.0f %12s\n", u, "hey", n / ($1 + $2), n / s, "-"}' "$work/time"
    fi
    if command -v wrk >/dev/null; then
        taskset -c 0 /usr/bin/time -f '%U %S' -o "$work/time" \
            wrk -t 1 -c "$users" -d "${seconds}s" -H 'X-Test: abc' "http://127.0.0.1:$port/api/slot" >"$work/wrk"
        requests=$(awk '/requests in/ {print $1}' "$work/wrk")
        awk -v u="$users" -v n="$requests" -v s="$seconds" \
            '{printf "%-8s %-10s %16.0f %14.0f %12s\n", u, "wrk", n / ($1 + $2), n / s, "-"}' "$work/time"
    fi
done
