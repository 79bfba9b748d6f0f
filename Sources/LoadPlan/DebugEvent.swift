public import Groundwork

/// One thing that happened to the single user of a debug run. Texts are unmasked: whoever shows them masks secrets.
public enum DebugEvent: Sendable {
    /// The procedure of the run that follows: `setup`.
    case procedure(String)
    /// The flow that the user goes through.
    case flow(String)
    /// What carries the requests that follow.
    case carrier(Carrier.Choice)
    /// A request as it is sent.
    case request(
        place: Place,
        name: String,
        method: String,
        url: String,
        headers: [(String, String)],
        body: [UInt8]
    )
    /// Its answer, and where its response time went.
    case response(status: Int, headers: [(String, String)], body: [UInt8], phases: PhaseBreakdown)
    /// A request without an answer, or an answer that failed.
    case failure(String)
    /// A check and whether it held.
    case check(text: String, place: Place, passed: Bool)
    /// A named outcome.
    case outcome(String)
    /// A capture.
    case capture(name: String, value: String)
    /// A `let`.
    case assign(name: String, value: String)
    /// A round of a `for`: its variable and the item.
    case round(name: String, value: String)
    /// Another try of the request follows: its number, of how many, after how many nanoseconds.
    case retry(number: Int, of: Int, after: UInt64)
    /// A think time, nanoseconds; a debug run waits it out.
    case think(UInt64)
    /// The iteration's end, and how it came about.
    case ended(String)
}
