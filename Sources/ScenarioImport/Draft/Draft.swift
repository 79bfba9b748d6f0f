/// A scenario before it is written: what all formats are turned into. ``ScenarioWriter`` prints it.
struct Draft {
    var title: String
    /// The base URL.
    var target: String
    /// Lines about how it is reached.
    var ways: [String] = []
    /// Lines of comment at the top.
    var heading: [String] = []
    var parameters: [Parameter] = []
    var secrets = SecretKeeper()
    var flows: [Flow] = []
    /// Lines of `load { }`; comments begin with `#`.
    var load: [String] = []
    /// Lines of `slo { }`.
    var objectives: [String] = []
    /// Files that belong beside the scenario.
    var files: [ImportedFile] = []

    struct Parameter: Equatable {
        var name: String
        /// A literal of the language.
        var value: String
        var comment: String?
    }

    struct Flow {
        var name: String
        var weight: String?
        var comments: [String] = []
        /// Headers of all its requests.
        var defaults: [Field] = []
        /// More clauses of all its requests, written out.
        var defaultClauses: [String] = []
        var auth: Auth?
        var steps: [Step] = []
    }

    indirect enum Step {
        case request(Request)
        /// `2s`, or `1s..3s`.
        case think(String)
        case group(String, [Step])
        case rounds(Int, [Step])
        /// Requests that are sent at the same time.
        case parallel([Step])
        case comment(String)
        /// A step written out, such as `let token = ""`.
        case line(String)
    }

    struct Field: Equatable {
        var name: String
        var value: DraftText
    }

    struct Request {
        var method: String
        var path: DraftText
        var name: String
        /// Scheme, host and port, where it goes to another service than the target.
        var origin: String?
        /// It is repeated until a state is reached: the pause between tries and the time for all of them.
        var poll: (interval: String, limit: String)?
        /// Comments above the request.
        var comments: [String] = []
        var query: [Field] = []
        var headers: [Field] = []
        var auth: Auth?
        var body: Body?
        /// More clauses, written out, between body and checks: `timeout 5s`.
        var clauses: [String] = []
        /// Comments inside, above its clauses.
        var remarks: [String] = []
        /// Status codes that are expected; none means that nothing is said.
        var statuses: [Int] = []
        /// Further clauses about the answer, written out.
        var checks: [String] = []
        var captures: [Capture] = []
    }

    struct Capture: Equatable {
        var name: String
        /// A part of the answer, such as `json $.id`.
        var source: String
        /// A hint that stands above it.
        var comment: String?
    }

    enum Auth: Equatable {
        case basic(user: DraftText, password: DraftText)
        /// An expression for the token.
        case bearer(String)
    }

    enum Body {
        case json(DraftJSON)
        case form([Field])
        case multipart([Field])
        case graphql(query: DraftText, variables: DraftJSON?)
        case raw(DraftText)
    }
}

/// A file that an imported scenario reads.
public struct ImportedFile: Equatable, Sendable {
    /// Its name, in the scenario's folder.
    public var name: String
    /// What it holds.
    public var bytes: [UInt8]
}

extension Draft {
    /// What stands for a load and objectives that the source knows nothing of.
    mutating func addUsualLoad() {
        load = [
            "# How much load is yours to say; this is only enough to see the scenario work.", "warmup 5s",
            "users 0 -> 10 over 15s", "users 10 for 1m",
        ]
        addUsualObjectives()
    }

    mutating func addUsualObjectives() {
        objectives = ["# What you promise is yours to say.", "p95 < 500ms", "errors < 1%"]
    }

    /// More requests than this are no scenario that anybody reads.
    static let requestLimit = 5000

    /// Refuses an input with too many requests.
    static func checkCount(_ count: Int) throws(ImportError) {
        guard count <= requestLimit else {
            throw ImportError(
                "more than \(requestLimit) requests are no scenario that anybody reads; import a part of them"
            )
        }
    }

    /// Flows that do something; a draft without any requests is no scenario.
    var hasRequests: Bool { flows.contains { $0.steps.contains { $0.hasRequests } } }
}

extension Draft.Step {
    /// A request stands in it.
    var hasRequests: Bool {
        switch self {
        case .request: true
        case .group(_, let steps), .rounds(_, let steps), .parallel(let steps): steps.contains(where: \.hasRequests)
        case .think, .comment, .line: false
        }
    }
}
