extension Step {
    /// Most connections that a user needs at once for some steps; at least 1.
    static func connections(_ steps: [Step]) -> Int {
        steps.reduce(1) { max($0, $1.connections) }
    }

    private var connections: Int {
        switch self {
        case .parallel(let parallel): max(1, min(parallel.connections, parallel.requests.count))
        case .race(let race): max(Self.connections(race.before), Self.connections(race.steps))
        case .branch(_, let then, let otherwise): max(Self.connections(then), Self.connections(otherwise))
        case .group(_, let steps), .repeats(_, let steps, _), .loop(_, let steps, _): Self.connections(steps)
        case .choose(let alternatives): alternatives.reduce(1) { max($0, Self.connections($1.steps)) }
        case .each(let each): Self.connections(each.steps)
        case .request, .retry, .think, .pace, .assign, .poll, .put, .take, .count, .gauge, .fail, .abandon, .end: 1
        }
    }
}
