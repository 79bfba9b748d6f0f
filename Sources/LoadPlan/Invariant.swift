public import Groundwork

/// Something that must be true of a whole run, across its users. It is exact: there is no chance in it.
public struct Invariant: Sendable, Hashable {
    /// How it was written, with white space folded.
    public var text: String
    /// What must hold.
    public var condition: Condition
    /// The race that it is about, as an index in ``Plan/races``; it can only hold if the race took place.
    public var race: Int?
    /// Where it stands.
    public var place: Place

    /// An invariant.
    public init(text: String, condition: Condition, race: Int? = nil, place: Place) {
        self.text = text
        self.condition = condition
        self.race = race
        self.place = place
    }

    /// What must hold.
    public enum Condition: Sendable, Hashable {
        /// Two amounts stand so to each other.
        case comparison(Amount, Requirement.Comparison, Amount)
        /// No key is counted more than so often: the index in ``Plan/keyedTallies``.
        case atMost(Int, keyed: Int)
    }

    /// A number that is known at the end of a run.
    public indirect enum Amount: Sendable, Hashable {
        /// A constant.
        case number(Double)
        /// What was counted: the index in ``Plan/tallies``.
        case tally(Int)
        /// Sum.
        case sum(Amount, Amount)
        /// Difference.
        case difference(Amount, Amount)
        /// Product.
        case product(Amount, Amount)
    }
}

/// Something counted over the whole run, warm-up included, for the lines of the verdict that are about all users.
public struct Tally: Sendable, Hashable {
    /// How it was written: `booking.create when status == 201`.
    public var name: String
    /// What is counted.
    public var source: Source
    /// Of requests, which; `nil` takes those that went as expected.
    public var matching: Match?

    /// Something counted.
    public init(name: String, source: Source, matching: Match? = nil) {
        self.name = name
        self.source = source
        self.matching = matching
    }

    /// What is counted.
    public enum Source: Sendable, Hashable {
        /// Requests of these series.
        case steps([Int])
        /// Requests of a race, without those of its `before`.
        case race(Int)
        /// A counter of the scenario, by its index.
        case counter(Int)
    }

    /// Which requests are counted.
    public enum Match: Sendable, Hashable {
        /// Those whose answer satisfies a condition.
        case answer(Expression)
        /// Those that ended so: `ok`, an outcome's name, or an error class.
        case outcome(String)
    }
}

/// Answers counted by a variable's value.
public struct KeyedTally: Sendable, Hashable {
    /// Series whose answers count.
    public var series: [Int]
    /// Which answers.
    public var condition: Expression
    /// The variable whose value they are counted by.
    public var variable: Int

    /// Answers counted by a variable's value.
    public init(series: [Int], condition: Expression, variable: Int) {
        self.series = series
        self.condition = condition
        self.variable = variable
    }
}
