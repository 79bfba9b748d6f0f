public import Groundwork

/// Something that an ordinary answer must satisfy; a failed one marks the request failed and is counted with its place.
public struct Check: Sendable, Hashable {
    /// What must hold.
    public var condition: Condition
    /// How it was written, for messages: `status in 201, 409`.
    public var text: String
    /// Where it stands.
    public var place: Place

    /// A check.
    public init(condition: Condition, text: String, place: Place) {
        self.condition = condition
        self.text = text
        self.place = place
    }

    /// What a check asks.
    public enum Condition: Sendable, Hashable {
        /// The status is one of these: the common case, decided by one look at a bit set.
        case status(StatusSet)
        /// Any expression over the answer.
        case expression(Expression)
    }
}

/// A set of HTTP status codes, 0 to 639, as bits.
public struct StatusSet: Sendable, Hashable {
    @usableFromInline var words: [10 of UInt64]

    /// The set of these closed ranges; codes outside 0…639 are left out.
    public init(_ ranges: [ClosedRange<Int>]) {
        words = [10 of UInt64](repeating: 0)
        for range in ranges {
            for code in range.clamped(to: 0...639) { words[code >> 6] |= 1 << UInt64(code & 63) }
        }
    }

    /// Whether the set holds `code`.
    @inlinable public func contains(_ code: Int) -> Bool {
        code >= 0 && code < 640 && words[code >> 6] & (1 << UInt64(code & 63)) != 0
    }

    /// Two sets are equal when they hold the same codes.
    public static func == (a: StatusSet, b: StatusSet) -> Bool {
        a.words.indices.allSatisfy { a.words[$0] == b.words[$0] }
    }

    /// Feeds the codes to `hasher`.
    public func hash(into hasher: inout Hasher) {
        for index in words.indices { hasher.combine(words[index]) }
    }
}

/// A rule that gives an answer an outcome of its own.
public struct OutcomeRule: Sendable, Hashable {
    /// Index in the series' ``Series/outcomes``.
    public var outcome: Int
    /// What it counts as.
    public var kind: OutcomeKind
    /// When it applies.
    public var condition: Expression
    /// Where it stands.
    public var place: Place

    /// A rule.
    public init(outcome: Int, kind: OutcomeKind, condition: Expression, place: Place) {
        self.outcome = outcome
        self.kind = kind
        self.condition = condition
        self.place = place
    }
}

/// Takes a part of the answer into a variable.
public struct Capture: Sendable, Hashable {
    /// Index in ``Plan/variables``.
    public var variable: Int
    /// What is taken.
    public var source: ResponsePart
    /// The text that ``source`` is looked for in, instead of the answer's body.
    public var subject: Expression?
    /// Which of several nodes.
    public var pick: Pick
    /// What happens where there is none.
    public var fallback: Fallback
    /// Only when this holds; otherwise the variable becomes none.
    public var condition: Expression?
    /// Where it stands.
    public var place: Place

    /// A capture.
    public init(
        variable: Int,
        source: ResponsePart,
        subject: Expression? = nil,
        pick: Pick = .first,
        fallback: Fallback = .required,
        condition: Expression? = nil,
        place: Place
    ) {
        self.variable = variable
        self.source = source
        self.subject = subject
        self.pick = pick
        self.fallback = fallback
        self.condition = condition
        self.place = place
    }

    /// Which of several nodes is taken.
    public enum Pick: String, Sendable, Hashable {
        /// The first.
        case first
        /// The last.
        case last
        /// One at random, evenly, from the user's seeded numbers.
        case random
        /// All, as a list.
        case all
    }

    /// What a capture that finds nothing does.
    public enum Fallback: Sendable, Hashable {
        /// It is an error of the step.
        case required
        /// The variable becomes none.
        case none
        /// The variable takes this value.
        case value(Expression)
    }
}
