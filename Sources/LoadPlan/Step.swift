public import Groundwork

/// One step of a flow. A new kind of step is a new case here, and the compiler lists the rest.
public indirect enum Step: Sendable, Hashable {
    /// Sends a request and waits for its answer.
    case request(Request)
    /// Waits a while between two steps, as people do; it is nobody's latency.
    case think(Think)
    /// Sets a variable.
    case assign(variable: Int, Expression, place: Place? = nil)
    /// Goes one way or the other.
    case branch(Expression, then: [Step], otherwise: [Step])
    /// Steps whose whole duration is a series of its own.
    case group(series: Int, [Step])
    /// Repeats a request until its condition holds.
    case poll(Poll)
    /// Sends several requests at the same time and waits until all have ended.
    case parallel(Parallel)
    /// Lets users that exist for it do something at the same moment; the user of the flow waits until they are done.
    case race(Race)
    /// Puts a value into a queue, for another user; none is not put. The queue is an index in ``Plan/queues``.
    case put(Expression, queue: Int)
    /// Takes a value that some user has put into a queue.
    case take(Take)
    /// Counts an event.
    case count(counter: Int, by: Expression)
    /// Takes note of a number: an index in ``Plan/gauges``.
    case gauge(Int, Expression)
    /// Goes through steps a number of times; below 1 not at all.
    case repeats(Expression, [Step], place: Place)
    /// Goes through steps as long as a condition holds.
    case loop(while: Expression, [Step], place: Place)
    /// Goes through steps once for each item.
    case each(Each)
    /// A request that is sent again where it is worth it.
    case retry(Retry)
    /// From the start of the iteration to that of the user's next one, at least so long (closed model). An iteration
    /// that takes longer is counted.
    case pace(Nanoseconds, overrun: Int)
    /// Goes one of several ways, drawn by chance.
    case choose([Alternative])
    /// Ends the iteration as an error of class check.
    case fail(message: String, place: Place)
    /// Ends the iteration, as a user who goes away, with a probability from 0 to 1.
    case abandon(probability: Double)
    /// Ends the iteration.
    case end
}

/// One of several ways of ``Step/choose(_:)``.
public struct Alternative: Sendable, Hashable {
    /// How likely it is; the shares of one choice add up to 1.
    public var share: Double
    /// What is done then.
    public var steps: [Step]

    /// An alternative.
    public init(share: Double, steps: [Step]) {
        self.share = share
        self.steps = steps
    }
}

/// Requests of one user that are under way at the same time, as those of a browser for what a page is made of. If one
/// fails, the step fails after all have ended.
public struct Parallel: Sendable, Hashable {
    /// What is sent, begun in this order.
    public var requests: [Request]
    /// Most that are under way at once, each on a connection of its own; at least 1.
    public var connections: Int
    /// Where it stands.
    public var place: Place

    /// Requests at the same time.
    public init(requests: [Request], connections: Int, place: Place) {
        self.requests = requests
        self.connections = connections
        self.place = place
    }
}

/// Takes the oldest value of a queue into a variable. Waiting for one is nobody's latency.
public struct Take: Sendable, Hashable {
    /// Index in ``Plan/variables``.
    public var variable: Int
    /// Index in ``Plan/queues``.
    public var queue: Int
    /// Longest time to wait for a value.
    public var wait: Nanoseconds
    /// Without a value the variable becomes none; otherwise the iteration fails.
    public var orNone: Bool
    /// Where it stands.
    public var place: Place

    /// A value of a queue.
    public init(variable: Int, queue: Int, wait: Nanoseconds, orNone: Bool, place: Place) {
        self.variable = variable
        self.queue = queue
        self.wait = wait
        self.orNone = orNone
        self.place = place
    }
}

/// A pause between steps.
public enum Think: Sendable, Hashable {
    /// Always as long.
    case fixed(Nanoseconds)
    /// Evenly between two lengths.
    case uniform(Nanoseconds, Nanoseconds)
    /// As a distribution says.
    case drawn(ThinkDistribution)
}

/// A request repeated until its condition holds; each try is a sample of the request's series and the time from the
/// first try's intended start to the state is a sample of ``series``.
public struct Poll: Sendable, Hashable {
    /// What is sent.
    public var request: Request
    /// Index in ``Plan/series`` of the time to state.
    public var series: Int
    /// Pause between an answer and the next try.
    public var interval: Nanoseconds
    /// Most time from the first try; past it the poll fails.
    public var limit: Nanoseconds
    /// When the state is reached.
    public var until: Expression
    /// Where it stands.
    public var place: Place

    /// A poll.
    public init(
        request: Request,
        series: Int,
        interval: Nanoseconds,
        limit: Nanoseconds,
        until: Expression,
        place: Place
    ) {
        self.request = request
        self.series = series
        self.interval = interval
        self.limit = limit
        self.until = until
        self.place = place
    }
}
