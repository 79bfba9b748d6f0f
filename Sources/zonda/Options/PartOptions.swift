import ArgumentParser
import Foundation
import LoadMetrics

/// A load that several processes make together, on one machine or many.
struct PartOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Make only this part of the load; the others need the same scenario and --seed. zonda merge judges them.",
            valueName: "2/3"
        )
    )
    var part: PartArgument?

    @Option(
        name: .customLong("start-at"),
        help: ArgumentHelp("Begin the load at this moment, so that all parts begin together.", valueName: "time")
    )
    var startAt: MomentArgument?

    /// The part, where there is one.
    func part(seed: UInt64?, looks: LookOptions, room: Int?) throws(Stop) -> RunRecord.Part? {
        guard let part = part?.part else { return nil }
        if seed == nil {
            throw Stop(.usage, "--part needs --seed: all parts must make users and arrivals from the same one")
        }
        if looks.extendTo != nil || looks.stopEarly || room != nil {
            throw Stop(.usage, "--part does not go with --extend-to, --stop-early or --room: no part sees the others")
        }
        return part
    }

    /// Waits for the moment to begin, if one was given.
    func wait() throws(Stop) {
        guard let startAt else { return }
        let left = startAt.date.timeIntervalSinceNow
        guard left > 0 else { throw Stop(.usage, "--start-at: \(startAt.text) is over") }
        guard left < 86_400 else { throw Stop(.usage, "--start-at: \(startAt.text) is more than a day away") }
        Console.note("the load begins at \(startAt.text)")
        Thread.sleep(until: startAt.date)
    }
}

/// `2/3`.
struct PartArgument: ExpressibleByArgument {
    let part: RunRecord.Part

    init?(argument: String) {
        let numbers = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let number = numbers[0], let of = numbers[1],
            let part = RunRecord.Part(number: number, of: of)
        else { return nil }
        self.part = part
    }
}

/// A moment of ISO 8601 with its offset, `2026-11-23T14:30:00Z`.
struct MomentArgument: ExpressibleByArgument {
    let date: Date
    let text: String

    init?(argument: String) {
        guard let date = try? Date(argument, strategy: .iso8601) else { return nil }
        self.date = date
        text = argument
    }
}
