/// The words that are known. A word may mean something else at each place, or the same everywhere.
extension ForeignWord {
    /// Words that mean the same wherever they stand.
    static let anywhere = table(many: [
        ("k6", ["vus", "startvus"], "users 20 for 25s"),
        ("k6", ["stages", "rampingvus"], "users 0 -> 20 over 5s, 20 for 25s"),
        ("k6", ["thresholds"], "slo { p95 < 200ms }"),
        ("k6", ["http_req_duration"], "p95 < 200ms"),
        ("k6", ["http_req_failed"], "errors < 1%"),
        ("k6", ["http_reqs"], "throughput >= 50/s"),
        ("k6", ["iteration_duration"], "p95 < 5s of flow NAME"),
        ("k6", ["scenarios"], "flow NAME { … } for each"),
        ("k6", ["gracefulstop", "gracefulrampdown"], "graceful stop 30s"),
        ("k6", ["preallocatedvus", "maxvus"], "max in flight 1000"),
        ("k6", ["abortonfail"], "stop the run when violated for 30s, after an objective"),
        ("k6", ["sharedarray"], "data NAME from \"file.csv\""),
        ("k6", ["__vu"], "user"),
        ("k6", ["__iter"], "iteration"),
        ("k6", ["__env"], "param NAME = VALUE, or secret NAME for what must not be shown"),
        ("k6", ["exec", "executor"], "flow NAME in load { … }"),
        ("Gatling", ["setup()", "inject", "injectopen", "injectclosed"], "load { users 0 -> 20 over 5s }"),
        ("Gatling", ["feed", "feeder", "csv", "ssv"], "data NAME from \"file.csv\""),
        ("Gatling", ["rampusers", "rampconcurrentusers"], "users 0 -> 20 over 5s"),
        ("Gatling", ["constantconcurrentusers"], "users 20 for 25s"),
        ("Gatling", ["constantuserspersec"], "rate 50/s for 25s"),
        ("Gatling", ["rampuserspersec", "incrementuserspersec"], "rate 10/s -> 50/s over 1m"),
        ("Gatling", ["atonceusers"], "users 20 for 25s"),
        ("Gatling", ["exitblockonfail", "exithereiffailed"], "nothing is needed: a failed request ends the iteration"),
        ("Gatling", ["assertions"], "slo { p95 < 200ms }"),
        ("Gatling", ["saveas"], "capture NAME = json $.id"),
        ("Gatling", ["bodystring"], "body"),
        ("Gatling", ["jmespath"], "json $.name, a JSONPath"),
        ("Gatling", ["rendezvous"], "race 20 users { … }"),
        ("Gatling", ["doif", "doifequals"], "if CONDITION { … }"),
        ("Gatling", ["randomswitch", "uniformrandomswitch", "roundrobinswitch"], "choose { … }"),
        ("Gatling", ["trymax"], "retry"),
        ("Gatling", ["foreach"], "for ITEM in LIST { … }"),
        ("Artillery", ["arrivalrate"], "rate 50/s for 30s"),
        ("Artillery", ["rampto"], "rate 10/s -> 50/s over 1m"),
        ("Artillery", ["arrivalcount"], "iterations 100"),
        ("Artillery", ["maxvusers"], "max in flight 1000"),
        ("Artillery", ["ensure"], "slo { p95 < 200ms }"),
        ("Artillery", ["payload"], "data NAME from \"file.csv\""),
        ("Artillery", ["config", "phases"], "load { … }"),
        ("Locust", ["wait_time", "between"], "think 1s..3s"),
        ("Locust", ["constant_pacing", "constant_throughput"], "pace 10s"),
        ("Locust", ["spawn_rate"], "users 0 -> 20 over 5s"),
        ("Locust", ["user_count"], "users 20 for 25s"),
        ("Locust", ["tasks"], "flow NAME { … }"),
        ("Locust", ["on_start"], "setup { … }, or the first steps of the flow"),
        ("Locust", ["on_stop"], "teardown { … }"),
        ("Locust", ["catch_response"], "expect CONDITION"),
        ("Hurl", ["asserts"], "expect CONDITION for each"),
        ("Hurl", ["captures"], "capture NAME = json $.id for each"),
        ("Hurl", ["querystringparams"], "query NAME: VALUE"),
        ("Hurl", ["formparams"], "form { name: value }"),
        ("Hurl", ["multipartformdata"], "multipart { name: value }"),
        ("Hurl", ["basicauth"], "auth basic USER PASSWORD"),
        ("JMeter", ["threads", "threadgroup", "thread_group"], "users 20 for 25s"),
        ("JMeter", ["rampup", "ramp_up", "ramp_time", "rampuptime"], "users 0 -> 20 over 5s"),
        ("JMeter", ["loops", "loopcount"], "iterations 10 per user"),
        ("JMeter", ["csvdataset"], "data NAME from \"file.csv\""),
        ("JMeter", ["timer", "constanttimer"], "think 1s"),
        ("JMeter", ["assertion", "responseassertion"], "expect CONDITION"),
        ("JMeter", ["extractor", "jsonextractor"], "capture NAME = json $.id"),
        ("", ["base_url", "baseurl", "host", "endpoint"], "target \"http://127.0.0.1:8080\""),
        ("", ["concurrency", "clients", "workers", "virtual_users", "virtualusers"], "users 20 for 25s"),
    ])

    static let byPlace: [Place: [String: ForeignWord]] = [
        .file: table(many: [
            ("", ["env", "var", "const", "variables", "variable"], "param NAME = VALUE"),
            ("", ["threshold", "objectives", "objective", "slos", "sla"], "slo { … }"),
            ("", ["task", "steps", "journey", "transaction"], "flow NAME { … }"),
            ("", ["before", "init", "initialize"], "setup { … }"),
            ("", ["after", "cleanup", "clean_up", "finally"], "teardown { … }"),
            ("", ["url"], "target \"http://127.0.0.1:8080\""),
            ("", ["name", "title", "test"], "scenario \"NAME\""),
            ("", ["include", "require"], "use \"FILE\""),
            ("", ["options"], "load { … }"),
            ("", ["ramp", "hold", "duration"], "load { users 0 -> 20 over 5s, 20 for 25s }"),
        ]),
        .flow: table(many: [
            ("", ["sleep", "pause", "wait", "delay"], "think 1s"),
            ("", ["check", "assert", "verify", "should"], "expect status == 201, after a request"),
            ("", ["request", "fetch", "url"], "GET /path as NAME"),
            ("Gatling", ["exec"], "GET /path as NAME"),
            ("Hurl", ["http"], "expect status 201, after a request"),
            ("", ["set", "var", "const"], "let NAME = VALUE"),
            ("", ["save", "store", "extract"], "capture NAME = json $.id"),
            ("", ["foreach"], "for ITEM in LIST { … }"),
            ("", ["loop"], "repeat 3 { … }"),
            ("", ["forever"], "nothing is needed: a flow begins again by itself"),
            ("", ["batch", "concurrent"], "parallel { … }"),
            ("", ["try"], "retry 3 times"),
            ("", ["exit", "break", "return", "stop"], "end"),
            ("", ["elif", "elseif"], "} else if CONDITION { … }"),
            ("", ["switch", "match"], "if … { } else if … { }"),
            ("", ["log", "print", "console"], "nothing is needed: zonda debug FILE shows every request and answer"),
            ("", ["authorization"], "header Authorization: VALUE, or auth bearer TOKEN"),
            ("", ["accept"], "header Accept: VALUE"),
            ("", ["cookie"], "header Cookie: VALUE; cookies of answers are kept by themselves"),
            ("", ["headers"], "header NAME: VALUE"),
            ("", ["params", "param"], "query NAME: VALUE"),
            ("", ["data", "payload"], "json { … }, form { … } or body \"…\""),
            ("", ["jsonpath"], "json $.name in expect or capture"),
            ("", ["status"], "expect status 201"),
        ]),
        .load: table(many: [
            ("", ["duration"], "users 20 for 25s"),
            ("", ["ramp", "rampup"], "users 0 -> 20 over 5s"),
            ("", ["hold", "steady", "constant"], "users 20 for 25s"),
            ("", ["rps", "qps", "tps", "throughput", "requests"], "rate 50/s for 25s"),
            ("", ["vu", "user", "connections"], "users 20 for 25s"),
            ("", ["warm_up", "warm"], "warmup 15s"),
            ("", ["stage", "step"], "users 0 -> 20 over 5s, 20 for 25s"),
        ]),
        .objective: table(many: [
            ("", ["median", "p_50"], "p50"),
            ("", ["average"], "mean"),
            ("", ["maximum"], "max"),
            (
                "", ["percentile", "pct", "p_95", "quantile", "latency", "response_time", "responsetime", "duration"],
                "p95 < 200ms"
            ),
            (
                "", ["success", "success_rate", "successes", "successfulrequests", "ok", "uptime"],
                "availability > 99%"
            ),
            (
                "", ["failures", "failure", "error_rate", "errorrate", "failed", "failedrequests", "fail_ratio"],
                "errors < 1%"
            ),
            ("", ["rps", "qps", "tps", "rate", "requests"], "throughput > 50/s"),
            ("", ["p999"], "p99.9"),
            ("", ["check"], "checks > 99%"),
        ]),
        .expression: table(many: [
            ("", ["vu", "userid", "user_id", "thread"], "user"),
            ("", ["iter", "iteration_id"], "iteration"),
            ("", ["null", "nil", "undefined"], "none"),
            ("", ["env", "environ", "process"], "param NAME = VALUE at the top of the file"),
            ("", ["response", "res", "answer", "resp"], "status, header NAME, body or json $.name"),
            ("", ["status_code", "statuscode"], "status"),
            ("", ["len", "length"], "count(…) or size"),
            ("", ["rand", "randint", "randomint"], "random(1, 100)"),
        ]),
    ]

    /// Words of a scenario in Spanish.
    static let spanish: [String: String] = [
        "escenario": "scenario", "destino": "target", "objetivo": "target", "flujo": "flow", "carga": "load",
        "usuarios": "users", "usuario": "user", "ritmo": "rate", "tasa": "rate", "pensar": "think", "esperar": "think",
        "pausa": "think", "pausar": "think", "capturar": "capture", "captura": "capture", "comprobar": "expect",
        "verificar": "expect", "espera": "expect", "encabezado": "header", "cabecera": "header", "cuerpo": "body",
        "consulta": "query", "datos": "data", "secreto": "secret", "parametro": "param", "parámetro": "param",
        "regiones": "regions", "inquilinos": "tenants", "si": "if", "sino": "else", "mientras": "while",
        "repetir": "repeat", "elegir": "choose", "grupo": "group", "fin": "end", "calentamiento": "warmup",
        "fase": "phase", "llegadas": "arrivals", "objetivos": "slo", "errores": "errors",
        "disponibilidad": "availability", "promedio": "mean", "media": "mean", "mediana": "p50", "maximo": "max",
        "máximo": "max", "rendimiento": "throughput", "durante": "for", "por": "for", "hasta": "until",
        "desde": "from", "limpieza": "teardown", "limpiar": "teardown", "preparacion": "setup",
        "preparación": "setup", "preparar": "setup", "formulario": "form", "iteraciones": "iterations",
        "invariante": "invariant", "contar": "count", "bloque": "block", "usar": "use", "reintentar": "retry",
        "carrera": "race", "paralelo": "parallel", "comprobaciones": "checks",
    ]

    /// Words with which a program of another tool begins.
    static let scripts: [String: (article: String, guide: String)] = {
        let k6 = ("a k6 script", "k6")
        let gatling = ("a Gatling simulation", "gatling")
        let locust = ("a locustfile", "locust")
        let jmeter = ("a JMeter test plan", "jmeter")
        return [
            "import": k6, "export": k6, "function": k6, "default": k6, "package": gatling, "public": gatling,
            "extends": gatling, "val": gatling, "def": locust, "class": locust, "httpuser": locust,
            "fasthttpuser": locust, "self": locust, "jmetertestplan": jmeter, "hashtree": jmeter,
        ]
    }()

    private static func table(
        many rows: [(origin: String, words: [String], advice: String)]
    ) -> [String: ForeignWord] {
        var found: [String: ForeignWord] = [:]
        for row in rows {
            for word in row.words { found[word] = ForeignWord(origin: row.origin, advice: row.advice) }
        }
        return found
    }

    /// How many words are known.
    static var count: Int { anywhere.count + byPlace.values.map(\.count).reduce(0, +) + spanish.count + scripts.count }
}
