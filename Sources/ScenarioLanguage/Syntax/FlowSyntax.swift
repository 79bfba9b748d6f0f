import Groundwork
import LoadPlan

/// A flow as it stands in the text.
struct FlowSyntax: Sendable {
    var name: NameSyntax
    var weight: QuantitySyntax?
    var pace: QuantitySyntax?
    /// When one user goes through it once.
    var start: QuantitySyntax?
    var body: [StatementSyntax]
    var range: TextRange
}

/// One statement of a flow.
struct StatementSyntax: Sendable {
    indirect enum Kind: Sendable {
        case request(RequestSyntax)
        case poll(PollSyntax)
        case think(ThinkSyntax)
        case assign(NameSyntax, ExpressionSyntax)
        case branch([BranchArm], otherwise: [StatementSyntax]?)
        case group(NameSyntax, [StatementSyntax])
        case count(NameSyntax, by: ExpressionSyntax?)
        case gauge(NameSyntax, ExpressionSyntax)
        case repeats(ExpressionSyntax, LoopSyntax)
        case loop(while: ExpressionSyntax, LoopSyntax)
        case each(NameSyntax, in: [ExpressionSyntax.Candidate], LoopSyntax)
        case pace(QuantitySyntax)
        case use(CallSyntax)
        case choose([ArmSyntax], ChoiceHead)
        case parallel(ParallelSyntax)
        case race(RaceSyntax)
        case before([StatementSyntax])
        case put(ExpressionSyntax, into: NameSyntax)
        case take(TakeSyntax)
        case fail(NameSyntax)
        case abandon(QuantitySyntax)
        case end
        case defaults(DefaultsSyntax)
    }

    var kind: Kind
    var range: TextRange
}

/// `if` or `else if` with its condition.
struct BranchArm: Sendable {
    var condition: ExpressionSyntax
    var body: [StatementSyntax]
    var range: TextRange
}

/// `use NAME(PARAMETER: VALUE, …)`.
struct CallSyntax: Sendable {
    var name: NameSyntax
    var arguments: [(name: NameSyntax, value: ExpressionSyntax)]
    var range: TextRange
}

/// How long a pause is.
enum ThinkSyntax: Sendable {
    case between(QuantitySyntax, QuantitySyntax?)
    case drawn(ThinkDistribution.Shape, mean: QuantitySyntax, deviation: QuantitySyntax?, most: QuantitySyntax?)
}

/// `retry N [backoff T[..T]] [jitter] [on …] [when …]`.
struct RetrySyntax: Sendable {
    var times: QuantitySyntax
    var shortest: QuantitySyntax?
    var longest: QuantitySyntax?
    var jitter = false
    var statuses: [ExpressionSyntax.Candidate] = []
    var failures: Set<Retry.Failure> = []
    /// `or Retry-After`.
    var waitsAsAsked = false
    var condition: ExpressionSyntax?
    var range: TextRange
}

/// What `repeat`, `for` and `while` go through.
struct LoopSyntax: Sendable {
    var body: [StatementSyntax]
    /// From the word to its expression.
    var head: TextRange
}

/// The word `choose`, and whether all of its arms could be read.
struct ChoiceHead: Sendable {
    var range: TextRange
    var isWhole: Bool
}

/// One arm of `choose`: `70% { … }`.
struct ArmSyntax: Sendable {
    /// Of 100.
    var percent: Double
    var body: [StatementSyntax]
    /// The share as it is written.
    var range: TextRange
}

/// `take NAME from QUEUE [wait TIME] [or none]`.
struct TakeSyntax: Sendable {
    var name: NameSyntax
    var queue: NameSyntax
    var wait: QuantitySyntax?
    var orNone: Bool
}

/// `parallel [N] { … }`.
struct ParallelSyntax: Sendable {
    /// Most requests at once.
    var connections: QuantitySyntax?
    var body: [StatementSyntax]
    /// From the word to the number.
    var head: TextRange
}

/// What requests have unless they say otherwise.
struct DefaultsSyntax: Sendable {
    var clauses: [ClauseSyntax]
    var range: TextRange
}

/// A request with all that belongs to it.
struct RequestSyntax: Sendable {
    var method: NameSyntax
    var path: TemplateSyntax
    var name: NameSyntax?
    var clauses: [ClauseSyntax]
    /// Method to name: what a diagnostic about the whole request marks.
    var range: TextRange
}

/// A request that is repeated until its condition holds.
struct PollSyntax: Sendable {
    var request: RequestSyntax
    var interval: QuantitySyntax?
    var limit: QuantitySyntax?
}

/// One clause of a request.
struct ClauseSyntax: Sendable {
    indirect enum Kind: Sendable {
        case header(NameSyntax, TemplateSyntax)
        case query(NameSyntax, TemplateSyntax)
        case json(TemplateSyntax)
        case form([(name: NameSyntax, value: TemplateSyntax)])
        case body(TemplateSyntax)
        case file(NameSyntax)
        case multipart([PartSyntax])
        case graphql(GraphQLSyntax)
        case timeout(QuantitySyntax)
        /// `nil` is off.
        case redirects(QuantitySyntax?)
        case compression(Bool)
        case auth(AuthSyntax)
        case forwarded(NameSyntax)
        case conditional
        case expect(ExpressionSyntax)
        case capture(CaptureSyntax)
        case outcome(NameSyntax, when: ExpressionSyntax, kind: OutcomeKind)
        case until(ExpressionSyntax)
        case retry(RetrySyntax)
    }

    var kind: Kind
    var range: TextRange
}

/// `capture NAME = SOURCE in … pick … or … when …`.
struct CaptureSyntax: Sendable {
    enum Fallback: Sendable {
        case required
        case none
        case value(ExpressionSyntax)
    }

    var name: NameSyntax
    var source: ResponsePart
    /// What is looked into instead of the answer.
    var subject: ExpressionSyntax?
    var pick: Capture.Pick?
    var fallback: Fallback
    var condition: ExpressionSyntax?
}
