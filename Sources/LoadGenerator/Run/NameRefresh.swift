import Dispatch
import Groundwork
import LoadPlan

/// Looks names of services up again while a run goes on, as a client does when a DNS record's time is over. Open
/// connections stay; new ones go to the new addresses.
///
/// Looking up may wait for the network, so it has a queue of its own.
final class NameRefresh: Sendable {
    /// One name that is looked up.
    struct Name: Sendable {
        /// The number of its endpoint.
        var endpoint: Int
        var hosts: [String]
        var port: Int
    }

    private let names: [Name]
    private let resolve: @Sendable (String, Int) -> [String]?
    private let moved: @Sendable (Int, [String]) -> Void
    private let known: Locked<[[String]]>
    private let queue = DispatchQueue(label: "zonda.names", qos: .utility)
    private let isOver = Locked(false)

    /// - Parameters:
    ///   - names: what is looked up, each with the addresses that are known already.
    ///   - resolve: addresses of a host and port, or `nil` where there are none now.
    ///   - moved: told the number of an endpoint and its new addresses.
    init(
        _ names: [(name: Name, known: [String])],
        resolve: @escaping @Sendable (String, Int) -> [String]?,
        moved: @escaping @Sendable (Int, [String]) -> Void
    ) {
        self.names = names.map(\.name)
        known = Locked(names.map(\.known))
        self.resolve = resolve
        self.moved = moved
    }

    /// Looks up every `pause` nanoseconds from now on.
    func begin(every pause: Nanoseconds) {
        queue.asyncAfter(deadline: .now() + .nanoseconds(Int(clamping: pause))) { [weak self] in
            guard let self, !self.isOver.withLock({ $0 }) else { return }
            self.refresh()
            self.begin(every: pause)
        }
    }

    /// Looks up once more; a name that has no address now keeps those that it had.
    func refresh() {
        for (index, name) in names.enumerated() {
            var found: [String] = []
            for host in name.hosts { found += resolve(host, name.port) ?? [] }
            // Resolvers turn the order of several addresses around.
            let isNew = known.withLock { known in
                guard !found.isEmpty, Set(found) != Set(known[index]) else { return false }
                known[index] = found
                return true
            }
            if isNew { moved(name.endpoint, found) }
        }
    }

    /// Looks up no more.
    func end() { isOver.withLock { $0 = true } }
}
