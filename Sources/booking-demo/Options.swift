import ArgumentParser

/// Where the service listens and what it holds.
struct ServiceOptions: ParsableArguments {
    @Option(help: "Address to listen on.") var host = "127.0.0.1"
    @Option(help: "Port to listen on; 0 for any that is free.") var port = 0
    @Option(help: "SQLite file, in WAL mode; in memory when left out.") var db: String?
    @Option(help: "Threads that serve connections.") var threads = 1
    @Option(help: "Seed of sample data and of trouble.") var seed: UInt64 = 1
    @Option(help: "Providers of each tenant.") var providers = 40
    @Option(name: .customLong("slots-per-day"), help: "Slots of each provider and day.") var slotsPerDay = 20
    @Option(help: "Patients, paciente1@turnos.test and on.") var patients = 1000
    @Option(help: "Password of all patients and of admin@turnos.test.") var password = "turnos123"
    @Option(name: .customLong("jwt-secret"), help: "Key that signs tokens.") var jwtSecret = "booking-demo"

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port must be from 0 to 65535") }
        guard (1...64).contains(threads) else { throw ValidationError("--threads must be from 1 to 64") }
        guard (1...Catalogue.maximumProviders).contains(providers) else {
            throw ValidationError("--providers must be from 1 to \(Catalogue.maximumProviders)")
        }
        guard (1...600).contains(slotsPerDay) else { throw ValidationError("--slots-per-day must be from 1 to 600") }
        guard (1...1_000_000).contains(patients) else { throw ValidationError("--patients must be from 1 to 1000000") }
    }
}

/// How the built-in payment provider behaves.
struct PaymentOptions: ParsableArguments {
    @Option(
        name: .customLong("payment-delay"),
        help: "Time until a payment is decided: p50=400ms,p99=3s.",
        transform: reading { try LatencyFit($0) }
    )
    var delay = LatencyFit(p50: 400_000_000, p99: 3_000_000_000)
    @Option(
        name: .customLong("payment-duplicates"),
        help: "Share of webhooks sent twice.",
        transform: reading { try OptionText.share($0) }
    )
    var duplicates = 0.05
    @Option(
        name: .customLong("payment-late"),
        help: "Share of webhooks sent 10 s late.",
        transform: reading { try OptionText.share($0) }
    )
    var late = 0.02
    @Option(
        name: .customLong("payment-rejects"),
        help: "Share of payments rejected.",
        transform: reading { try OptionText.share($0) }
    )
    var rejects = 0.08
    @Option(name: .customLong("webhook-secret"), help: "Key that signs webhooks.") var webhookSecret = "secret"

    var behaviour: PaymentProvider.Behaviour {
        PaymentProvider.Behaviour(delay: delay, duplicates: duplicates, late: late, rejects: rejects)
    }
}

/// Trouble on demand.
struct TroubleArguments: ParsableArguments {
    @Option(
        help: "Slow a route group down: schedule:p50=80ms,p99=400ms; lognormal. Repeatable.",
        transform: reading { try SlowOption($0) }
    )
    var slow: [SlowOption] = []
    @Option(
        help: "Refuse a share of a route group: payments:1% or payments:1%=503. Repeatable.",
        transform: reading { try FailOption($0) }
    )
    var fail: [FailOption] = []
    @Option(
        help: "Hold all answers for a while: at=20s,for=3s after the start. Repeatable.",
        transform: reading { try StallOption($0) }
    )
    var stall: [StallOption] = []
    @Flag(help: "Check and insert bookings in two steps, so that slots can be sold twice.") var oversell = false
}

/// An option's reader whose own words reach the terminal; the process then ends with status 64 (EX_USAGE).
private func reading<Value>(_ read: @escaping @Sendable (String) throws -> Value) -> @Sendable (String) throws -> Value
{
    { text in
        do { return try read(text) } catch let error as OptionError { throw ValidationError(error.description) }
    }
}
