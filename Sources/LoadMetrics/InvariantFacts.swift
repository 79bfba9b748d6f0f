/// What a run found out about one invariant: enough to judge it, now or later.
public struct InvariantFacts: Sendable, Codable, Hashable {
    /// The invariant as written.
    public var text: String
    /// The file.
    public var file: String
    /// Line, from 1.
    public var line: Int
    /// Column, from 1.
    public let column: Int
    /// `<`, `<=`, `>`, `>=` or `==`.
    public var comparison: String
    /// What was counted, at least; a request without an answer may count or not.
    public var low: Double?
    /// What was counted, at most; `nil` where nobody knows.
    public var high: Double?
    /// What it is compared with, at least.
    public var targetLow: Double?
    /// What it is compared with, at most; `nil` where nobody knows.
    public var targetHigh: Double?
    /// Requests, keys or counts behind it.
    public var samples: UInt64 = 0
    /// What was seen, in words: `2 users got 201`.
    public var observation: String = ""
    /// What should have been seen: `exactly 1`.
    public var expectation: String = ""
    /// What else is known: `64 requests, 201 ×2, 409 ×62`.
    public var evidence: String = ""
    /// Why it cannot be said to hold, whatever was counted.
    public var undecided: String?

    /// An invariant of which nothing is known yet.
    public init(text: String, file: String, line: Int, column: Int, comparison: String) {
        self.text = text
        self.file = file
        self.line = line
        self.column = column
        self.comparison = comparison
        undecided = "the run did not come to its end"
    }
}
