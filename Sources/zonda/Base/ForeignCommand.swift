import ScenarioLanguage

/// What to type in place of a command or an option that another tool has, or that is not known at all.
enum ForeignCommand {
    /// A line about the first word that is not ours, or nothing.
    /// - Parameters:
    ///   - arguments: those of the command line, without the program's name.
    ///   - commands: names of the subcommands.
    static func hint(_ arguments: [String], commands: [String]) -> String? {
        if let first = arguments.first, !first.hasPrefix("-"), !commands.contains(first) {
            if let meant = words[first.lowercased()] { return "instead of '\(first)' type: \(meant)" }
            if first.hasSuffix(".zonda") { return "to run a scenario type: zonda run \(first)" }
            if let near = Suggestion.nearest(to: first, in: commands) { return "did you mean: zonda \(near)?" }
            return nil
        }
        for argument in arguments.dropFirst() where argument.hasPrefix("-") {
            let option = String(argument.prefix { $0 != "=" })
            if let meant = options[option] { return "instead of '\(option)' type: \(meant)" }
        }
        return nil
    }

    private static let words = [
        "validate": "zonda check FILE", "lint": "zonda check FILE", "verify": "zonda check FILE",
        "inspect": "zonda check FILE", "test": "zonda run FILE", "start": "zonda run FILE", "exec": "zonda run FILE",
        "bench": "zonda run FILE", "quick": "zonda run FILE", "load": "zonda run FILE", "attack": "zonda run FILE",
        "format": "zonda fmt FILE", "trace": "zonda debug FILE", "dry-run": "zonda debug FILE",
        "stress": "zonda capacity FILE", "breakpoint": "zonda capacity FILE", "spike": "zonda run FILE",
        "diff": "zonda compare A B", "results": "zonda report latest", "show": "zonda report latest",
        "record": "zonda import har FILE", "convert": "zonda import har FILE", "new": "zonda import curl FILE",
        "init": "zonda import curl FILE, or begin with docs/tutorial.md", "trend": "zonda history SCENARIO",
        "stop": "zonda control RUN stop", "pause": "zonda control RUN pause", "resume": "zonda control RUN resume",
        "scale": "zonda control RUN users 200", "cleanup": "zonda teardown RUN", "version": "zonda --version",
        "ejecutar": "zonda run FILE", "correr": "zonda run FILE", "comprobar": "zonda check FILE",
        "ayuda": "zonda --help", "informe": "zonda report RUN", "comparar": "zonda compare A B",
    ]

    private static let options = [
        "--vus": "--users 20", "-u": "--users 20", "-c": "--users 20", "--concurrency": "--users 20",
        "--clients": "--users 20", "--connections": "--users 20", "--threads": "--shards 2", "-t": "--shards 2",
        "-d": "--duration 60s", "-z": "--duration 60s",
        "--time": "--duration 60s", "--run-time": "--duration 60s", "-r": "--rate 50/s", "--rps": "--rate 50/s",
        "-e": "-p NAME=VALUE", "--env": "-p NAME=VALUE", "--var": "-p NAME=VALUE", "--variable": "-p NAME=VALUE",
        "-s": "users 0 -> 20 over 5s in the scenario's load", "--stage": "users 0 -> 20 over 5s in the scenario's load",
        "--host": "--target URL", "--url": "--target URL", "--base-url": "--target URL", "-o": "--out DIR",
        "--output": "--out DIR", "--summary-export": "zonda export RUN --format k6-summary",
        "--headless": "--no-live", "--no-color": "NO_COLOR=1 before the command",
        "--thresholds": "slo { … } in the scenario", "--tag": "tenants { … } in the scenario",
    ]
}
