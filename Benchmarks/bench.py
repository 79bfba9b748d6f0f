#!/usr/bin/env python3
"""The engine's speed, each figure beside its reference in the same run, as a Markdown table.

    Benchmarks/bench.py [SECTION…]      sections: throughput, secure, regions, one, lateness, memory, tls, record, judge
                                        (all without any)

The generator runs on processor 0, nginx on processor 1. Each request of Zonda has one header, one status check and one
JSON capture; the references have the header only. Requests are counted by nginx, processor time is that of the whole
process. References that are not installed are left out: hey, wrk (Debian), locust (PyPI; LOCUST names its program).
SECONDS_EACH sets the length of a measurement, ROUNDS how often Zonda and its references take turns, CARRIERS which
carriers of requests are measured (the first one's figures are held to what is wanted).
"""
import json, os, re, shutil, signal, subprocess, sys, tempfile, time, urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SECONDS = int(os.environ.get("SECONDS_EACH", "5"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
PORT = int(os.environ.get("PORT", "18923"))
BODY = ('{"id":"b7f1c2d4-5a6e-4f70-8a91-b2c3d4e5f607","status":"confirmed","provider":17,'
        '"start":"2026-11-23T09:00:00-03:00"}')
WORK = tempfile.mkdtemp(prefix="zonda-bench-")
ZONDA = os.environ.get("ZONDA", f"{ROOT}/.build/release/zonda")
URL = f"http://127.0.0.1:{PORT}"
SECURE = f"https://127.0.0.1:{PORT + 1}"
CARRIERS = os.environ.get("CARRIERS", "exchange transfer").split()
# Users or section, and reference: the least ratio that is wanted of the first carrier.
WANTED = {(64, "wrk"): 0.75, (64, "bare C loop"): 2.2, (64, "hey"): 3, (64, "Locust FastHttpUser"): 20,
          (2000, "wrk"): 0.75, (8000, "wrk"): 0.6, ("TLS", "wrk"): 0.7}
ROWS = []


def row(figure, value, reference="", ratio="", wanted=""):
    ROWS.append((figure, value, reference, ratio, wanted))
    print("| " + " | ".join(ROWS[-1]) + " |", flush=True)


def start_nginx():
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2",
                    "-keyout", f"{WORK}/key.pem", "-out", f"{WORK}/cert.pem"], check=True, capture_output=True)
    location = "location / { default_type application/json; return 200 '" + BODY + "'; }"
    with open(f"{WORK}/nginx.conf", "w") as file:
        file.write(f"""
daemon off; worker_processes 1; master_process off; pid {WORK}/pid; error_log stderr crit; worker_rlimit_nofile 40000;
events {{ worker_connections 32000; multi_accept on; }}
http {{
  access_log off; keepalive_requests 1000000000; keepalive_timeout 600s;
  client_body_temp_path {WORK}/a; proxy_temp_path {WORK}/b; fastcgi_temp_path {WORK}/c; uwsgi_temp_path {WORK}/d;
  scgi_temp_path {WORK}/e;
  server {{ listen 127.0.0.1:{PORT} backlog=16384; {location} location = /counted {{ stub_status; }} }}
  server {{ listen 127.0.0.1:{PORT + 1} ssl backlog=16384; ssl_certificate {WORK}/cert.pem;
           ssl_certificate_key {WORK}/key.pem; {location} }}
}}
""")
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    server = subprocess.Popen(["taskset", "-c", "1", program, "-c", f"{WORK}/nginx.conf", "-p", WORK])
    time.sleep(0.5)
    return server


def zonda(load, extra_flow="", target=URL, options=(), block="", carrier=None):
    """Runs Zonda on processor 0; its run.json, its timeline and its folder."""
    path = f"{WORK}/bench.zonda"
    with open(path, "w") as file:
        file.write(f"""scenario "Benchmark"
target "{target}"{block}
flow read {{
  GET /api/slot as read
    header X-Test: abc
    expect status 200
    capture _slot = json $.id
  {extra_flow}
}}
load {{ {load} }}
slo {{ errors < 1% }}
""")
    out = tempfile.mkdtemp(dir=WORK)
    result = subprocess.run(["taskset", "-c", "0", ZONDA, "run", path, "--shards", "1", "--quiet", "--out", out,
                             "--carrier", carrier or CARRIERS[0], *options], capture_output=True, text=True)
    folder = None
    for base, _, files in os.walk(out):
        if "run.json" in files:
            folder = base
    if folder is None:
        sys.exit(f"bench: zonda wrote no record\n{result.stdout}{result.stderr}")
    record = json.load(open(f"{folder}/run.json"))
    ticks = [json.loads(line) for line in open(f"{folder}/timeline.ndjson") if line.strip()]
    return record, ticks, folder


def zonda_rate(users, extra_flow="", block=""):
    # Thousands of connections take more than a second to open.
    warm = 1 if users < 1000 else 4
    record, ticks, _ = zonda(f"warmup {warm}s  users {users} for {SECONDS + warm}s", extra_flow, block=block)
    requests = sum(tick["requests"] for tick in ticks if tick["start"] >= record["measuredFrom"])
    audit = record["audit"]
    return requests / audit["cpuSeconds"], requests / audit["wallSeconds"], audit["peakMemory"] / 2**20


def timed(command):
    """Runs a command on processor 0; its output and its processor seconds."""
    before = os.times()
    result = subprocess.run(["taskset", "-c", "0", *command], capture_output=True, text=True,
                            env={**os.environ, "GOMAXPROCS": "1"})
    after = os.times()
    return result.stdout, after.children_user + after.children_system - before.children_user - before.children_system


def served():
    """How many requests nginx has answered; each question counts itself."""
    text = urllib.request.urlopen(f"{URL}/counted").read().decode()
    return int(re.findall(r"\d+", text)[3])


def rate(command):
    """Requests that nginx counts for each second of processor time that a program takes, from its start to its end."""
    before = served()
    _, cpu = command() if callable(command) else timed(command)
    return (served() - before - 1) / cpu


def loop(users):
    return rate([f"{WORK}/loop", f"{URL}/api/slot", str(users), str(SECONDS), "private"])


def engine(users, carrier, target=URL, block=""):
    """The same figure of Zonda, and its peak memory in MiB."""
    memory = []

    def run():
        before = os.times()
        record, _, _ = zonda(f"users {users} for {SECONDS}s", target=target, block=block, carrier=carrier)
        after = os.times()
        memory.append(record["audit"]["peakMemory"] / 2**20)
        return None, after.children_user + after.children_system - before.children_user - before.children_system

    return rate(run), memory[0]


def locust():
    program = os.environ.get("LOCUST") or shutil.which("locust")
    if not program:
        return None
    with open(f"{WORK}/locustfile.py", "w") as file:
        file.write("""from locust import task, constant
from locust.contrib.fasthttp import FastHttpUser
class Reader(FastHttpUser):
    wait_time = constant(0)
    @task
    def read(self):
        with self.client.get("/api/slot", headers={"X-Test": "abc"}, name="read", catch_response=True) as answer:
            if answer.status_code != 200 or not answer.json()["id"]:
                answer.failure("wrong")
""")
    return [program, "-f", f"{WORK}/locustfile.py", "--headless", "-u", "64", "-r", "64", "-t", f"{SECONDS}s", "--host",
            URL, "--only-summary"]


def references(users):
    """The programs that the engine is measured against, by name."""
    found = {"bare C loop": lambda: loop(users)}
    if shutil.which("wrk"):
        found["wrk"] = lambda: rate(["wrk", "-t", "1", "-c", str(users), "-d", f"{SECONDS}s", "-H", "X-Test: abc",
                                     f"{URL}/api/slot"])
    if shutil.which("hey") and users == 64:
        found["hey"] = lambda: rate(["hey", "-z", f"{SECONDS}s", "-c", str(users), "-H", "X-Test: abc",
                                     f"{URL}/api/slot"])
    if locust() and users == 64:
        found["Locust FastHttpUser"] = lambda: rate(locust())
    return found


def compare(words, key, engines, others):
    """Programs in turns, and the best of each: whatever else the machine does can only take away.

    - Parameter engines: by carrier, what gives the figure and the memory.
    - Returns: the best figure of the first carrier.
    """
    own, foreign = {name: [] for name in engines}, {name: [] for name in others}
    for _ in range(ROUNDS):
        for name, run in others.items():
            foreign[name].append(run())
        for name, run in engines.items():
            own[name].append(run())
    for name, runs in own.items():
        figure, memory = max(runs)
        for other, found in foreign.items():
            wanted = str(WANTED.get((key, other), "")) if name == CARRIERS[0] else ""
            row(f"requests per processor second, {words}, {name}", f"{figure:,.0f} ({memory:.0f} MiB)",
                f"{other} {max(found):,.0f}", f"{figure / max(found):.2f}", wanted)
    return max(own[CARRIERS[0]])[0]


def throughput():
    for users in [int(number) for number in os.environ.get("USERS_LIST", "64 2000 8000").split()]:
        engines = {name: lambda name=name: engine(users, name) for name in CARRIERS}
        compare(f"{users:,} users", users, engines, references(users))


def secure_throughput():
    block = f' {{ tls {{ ca "{WORK}/cert.pem" }} }}'
    engines = {name: lambda name=name: engine(64, name, SECURE, block) for name in CARRIERS}
    others = {}
    if shutil.which("wrk"):
        others["wrk"] = lambda: rate(["wrk", "-t", "1", "-c", "64", "-d", f"{SECONDS}s", "-H", "X-Test: abc",
                                      f"{SECURE}/api/slot"])
    compare("64 users, TLS", "TLS", engines, others)


def regions(users=2000):
    """What modelling distance costs: the same users near the service, and at the distance of a real profile.

    Both have one region, so that both keep the same figures, and both send the same requests over kept connections, as
    often: who is near pauses for as long as the other is under way (14 ms in the mean), since waiting by itself makes
    each request dearer, whoever waits: a request that is not sent at once behind an answer finds its connection out of
    the processor's caches. What is left is what modelling does: draws from two log-normal legs, loss, windows,
    bandwidth, and two timers a request more.

    First with users who pause no longer than that: 2,000 of them could send 140,000 requests a second, so that the
    processor limits both runs and is woken for none. Then with users who think, as regions are used. The last row says
    what the waiting costs; it has no target, for it is no part of modelling.
    """
    here, far = ("\nregions {{ ar share 100% {} }}".format(kind) for kind in ["here", 'model "ar-fiber"'])
    kinds = {"near": ("think 8ms..20ms", here), "far": ("", far), "near who thinks": ("think 114ms..314ms", here),
             "far who thinks": ("think 100ms..300ms", far), "at once": ("", here)}
    runs = {kind: [] for kind in kinds}
    for turn in range(ROUNDS):
        # In turns, in both directions: a machine that slows down or speeds up favours nobody.
        for kind in list(kinds)[:: 1 if turn % 2 == 0 else -1]:
            runs[kind].append(zonda_rate(users, *kinds[kind]))
    words = f"requests per processor second, {users:,} users"
    for label, kind, other, wanted in [("", "far", "near", "0.95"),
                                       (" who think", "far who thinks", "near who thinks", "0.95"),
                                       (" who wait", "near", "at once", "")]:
        found, reference = max(runs[kind]), max(runs[other])
        row(f"{words}{label}, {'modelled distance' if wanted else 'no distance'}",
            f"{found[0]:,.0f} ({found[1]:,.0f}/s)",
            f"{'no distance' if wanted else 'who do not wait'} {reference[0]:,.0f} ({reference[1]:,.0f}/s)",
            f"{found[0] / reference[0]:.3f}", wanted)


def percentile(folder, record, name, share):
    """From the CSV export: response time in nanoseconds."""
    output = subprocess.run([ZONDA, "export", folder, "--format", "hgrm"], capture_output=True, text=True).stdout
    for line in output.splitlines():
        words = line.split()
        if len(words) >= 2 and re.fullmatch(r"[\d.]+", words[0]) and re.fullmatch(r"[\d.]+", words[1]):
            if float(words[1]) >= share:
                return float(words[0])
    return float("nan")


def one():
    references, runs = [], []
    for _ in range(ROUNDS):
        output, _ = timed([f"{WORK}/loop", f"{URL}/api/slot", "1", str(SECONDS), "private"])
        match = re.search(r"median-us ([\d.]+)", output)
        references.append(float(match.group(1)) if match else float("nan"))
        folder = zonda(f"warmup 1s  users 1 for {SECONDS + 1}s")[2]
        found = percentile(folder, None, "read", 0.5)
        runs.append(found * 1000 if found < 10 else found / 1000 if found > 10000 else found)
    found, reference = min(runs), min(references)
    row("one user, closed loop, median response time", f"{found:.0f} µs", f"bare C loop {reference:.0f} µs",
        f"{found - reference:+.0f} µs", "+15 µs")


def lateness():
    half = zonda_rate(64)[1] / 2
    found = []
    for _ in range(ROUNDS):
        folder = zonda(f"warmup 1s  rate {half:.0f}/s for {SECONDS + 1}s")[2]
        verdict = json.load(open(f"{folder}/verdict.json"))
        found += [finding["value"] for finding in verdict.get("audit", []) if finding.get("check") == "send lateness"]
    row(f"send lateness at half of the maximum rate ({half:,.0f}/s), {ROUNDS} runs", ", ".join(found) or "?", "", "",
        "< 1 ms")


def memory(target=URL, label="plain", options=(), block="", wanted="14.8 KB", hold=None):
    small, _, _ = zonda("users 10 for 8s", "think 2s..4s", target, options, block=block)
    record, _, folder = zonda(f"users 0 -> 10000 over 20s, 10000 for {hold or max(20, SECONDS)}s", "think 5s..15s", target, options,
                              block=block)
    each = (record["audit"]["peakMemory"] - small["audit"]["peakMemory"]) / 10000 / 1024
    failures = sum(failure["count"] for failure in record["failures"])
    row(f"memory per user, 10,000 users who think, {label}", f"{each:.1f} KB", "", "", wanted)
    row(f"the same: errors, connections", f"{failures}, {record['audit']['connections']:,}", "", "", "0, 10,000")


def tls():
    memory(SECURE, "TLS", (), f' {{ tls {{ ca "{WORK}/cert.pem" }} }}', "46 KB", hold=60)


def record_speed():
    program = f"{ROOT}/.build/release/histogram-benchmark"
    if os.path.exists(program):
        output, _ = timed([program])
        row("recording a value in a histogram", output.strip(), "", "", "< 15 ns")


def captures():
    """A capture from an answer, by its size and shape, and five of them from the same answer."""
    program = f"{ROOT}/.build/release/json-benchmark"
    if os.path.exists(program):
        output, _ = timed([program])
        for line in output.strip().splitlines():
            body, figures = line.split(": ")
            row(f"a capture from an answer: {body}", figures, "", "", "")


def judge():
    """How long `zonda judge` takes for a stored run of fifty steps with an objective each: read, judged, reports written.

    The run is a real one of forty seconds, which has as many slices of time as one of ten minutes. An hour has six times
    as many: for that its course is said six times."""
    path = f"{WORK}/fifty.zonda"
    names = [f"endpoint.{number:02}" for number in range(50)]
    with open(path, "w") as file:
        file.write(f'scenario "Fifty endpoints"\ntarget "{URL}"\nflow read {{\n'
                   + "".join(f"  GET /api/{name} as {name}\n" for name in names)
                   + "}\nload { users 4 for 40s }\nslo {\n"
                   + "".join(f"  p95 < 500ms of {name}\n" for name in names) + "}\n")
    out = tempfile.mkdtemp(dir=WORK)
    done = subprocess.run(["taskset", "-c", "0", ZONDA, "run", path, "--shards", "1", "--quiet", "--out", out],
                          capture_output=True, text=True)
    folders = [base for base, _, files in os.walk(out) if "run.json" in files]
    if not folders:
        sys.exit(f"bench: zonda wrote no record\n{done.stdout}{done.stderr}")
    judged(folders[0], "ten minutes")
    stretch(folders[0], 6)
    judged(folders[0], "an hour")


def judge_wide():
    """How long judging takes where a run is wide, not long: 24 regions of 40 steps, and one of 3,000."""
    for name, regions, steps, users, seconds, wanted in [("provinces", 24, 40, 48, 20, 2), ("steps", 1, 3000, 20, 10, 5)]:
        path = f"{WORK}/{name}.zonda"
        places = "".join(f"  r{number:02} share {100 / regions:.4f}%\n" for number in range(regions))
        with open(path, "w") as file:
            file.write(f'scenario "Wide"\ntarget "{URL}"\n'
                       + (f"regions {{\n{places}}}\n" if regions > 1 else "") + "flow read {\n"
                       + "".join(f"  GET /{number} as step.{number:04}\n" for number in range(steps))
                       + f"}}\nload {{ users {users} for {seconds}s }}\nslo {{ errors < 1%  p95 < 200ms }}\n")
        out = tempfile.mkdtemp(dir=WORK)
        subprocess.run(["taskset", "-c", "0", ZONDA, "run", path, "--shards", "1", "--quiet", "--out", out],
                       capture_output=True, text=True)
        folder = next(base for base, _, files in os.walk(out) if "run.json" in files)
        cpu = min(timed([ZONDA, "judge", folder])[1] for _ in range(3))
        row(f"judging a run of {regions} regions and {steps:,} steps", f"{cpu:.1f} s of processor", "", "", f"< {wanted} s")


def judged(folder, length):
    taken = []
    for _ in range(5):
        begin = time.monotonic()
        _, cpu = timed([ZONDA, "judge", folder])
        taken.append((time.monotonic() - begin, cpu))
    verdict = json.load(open(f"{folder}/verdict.json"))
    if verdict["problems"]:
        sys.exit(f"bench: {verdict['problems']}")
    samples = sum(finding["samples"] for finding in verdict["findings"])
    row(f"judging a stored run of {len(verdict['findings'])} series, as long as {length}: {samples:,} requests",
        f"{min(taken)[0] * 1000:.0f} ms ({min(taken)[1] * 1000:.0f} ms of processor)", "", "", "< 1 s")


def stretch(folder, times):
    """Makes a stored run so many times as long by saying its course again, its times moved on: all counts still agree."""
    record = json.load(open(f"{folder}/run.json"))
    length = record["measuredTo"]
    ticks = [json.loads(line) for line in open(f"{folder}/timeline.ndjson") if line.strip()]
    lines = open(f"{folder}/histograms.hlog").read().splitlines()
    with open(f"{folder}/timeline.ndjson", "w") as file:
        for turn in range(times):
            for tick in ticks:
                if tick["start"] < length:
                    moved = {**tick, "start": tick["start"] + turn * length}
                    file.write(json.dumps(moved, separators=(",", ":")) + "\n")
    with open(f"{folder}/histograms.hlog", "w") as file:
        file.write("\n".join(line for line in lines if not line.startswith("Tag=")) + "\n")
        for turn in range(times):
            for line in lines:
                if line.startswith("Tag="):
                    tag, start, rest = line.split(",", 2)
                    file.write(f"{tag},{float(start) + turn * length / 1e9:.3f},{rest}\n")
    record["measuredTo"] = length * times
    for count in ("requests", "scheduled", "started", "finished", "cutOff", "dropped"):
        if count in record["audit"]:
            record["audit"][count] *= times
    with open(f"{folder}/run.json", "w") as file:
        json.dump(record, file)


def main():
    sections = sys.argv[1:] or ["throughput", "secure", "regions", "one", "lateness", "memory", "tls", "record", "captures", "judge"]
    for tool in ["gcc", "taskset", "openssl"]:
        if not shutil.which(tool):
            sys.exit(f"bench: {tool} is missing")
    subprocess.run(["gcc", "-O2", "-o", f"{WORK}/loop", f"{ROOT}/Benchmarks/reference/loop.c", "-lcurl"], check=True)
    server = start_nginx()
    try:
        print("| figure | zonda | reference | ratio | wanted |\n|---|---:|---|---:|---:|", flush=True)
        if "throughput" in sections: throughput()
        if "secure" in sections: secure_throughput()
        if "regions" in sections: regions()
        if "one" in sections: one()
        if "lateness" in sections: lateness()
        if "memory" in sections: memory()
        if "tls" in sections: tls()
        if "record" in sections: record_speed()
        if "captures" in sections: captures()
        if "judge" in sections:
            judge()
            judge_wide()
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
        shutil.rmtree(WORK, ignore_errors=True)


if __name__ == "__main__":
    main()
