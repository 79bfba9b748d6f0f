import ArgumentParser

/// Where a run under way is shown to other programs.
struct MetricsOptions: ParsableArguments {
    @Option(
        name: .customLong("metrics-listen"),
        help: ArgumentHelp("Answer GET /metrics at this port of 127.0.0.1, for Prometheus.", valueName: "port")
    )
    var listen: Int?

    @Option(
        name: .customLong("remote-write"),
        help: ArgumentHelp("Send metrics to this Prometheus remote write URL.", valueName: "url")
    )
    var remoteWrite: String?

    @Option(help: ArgumentHelp("Send metrics to this OTLP/HTTP URL, such as …/v1/metrics.", valueName: "url"))
    var otlp: String?

    @Option(
        name: .customLong("metrics-every"),
        help: ArgumentHelp("How often metrics are sent; 5s by default.", valueName: "time")
    )
    var every: DurationArgument?

    @Option(
        name: .customLong("metrics-header"),
        help: ArgumentHelp(
            "A header of what is sent, such as Authorization; $NAME stands for the environment's value.",
            valueName: "name: value"
        )
    )
    var headers: [String] = []

    func validate() throws {
        if let listen, !(0...65535).contains(listen) { throw ValidationError("--metrics-listen must be a port") }
        for url in [remoteWrite, otlp].compactMap({ $0 })
        where !url.hasPrefix("http://") && !url.hasPrefix("https://") {
            throw ValidationError("\(url) is no http or https URL")
        }
        for header in headers where !header.contains(":") || header.contains(where: { $0.isNewline }) {
            throw ValidationError("--metrics-header must be written name: value")
        }
    }
}
