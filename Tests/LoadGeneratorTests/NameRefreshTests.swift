import Groundwork
import Testing

@testable import LoadGenerator

/// Names that are looked up again during a run.
@Suite struct NameRefreshTests {
    /// What a resolver would say, changed by hand, and what came of it.
    final class Zone: Sendable {
        let answers = Locked<[String: [String]]>([:])
        let moves = Locked<[String]>([])
    }

    private func refresh(_ zone: Zone) -> NameRefresh {
        NameRefresh(
            [
                (NameRefresh.Name(endpoint: 0, hosts: ["a.test"], port: 443), ["10.0.0.1", "10.0.0.2"]),
                (NameRefresh.Name(endpoint: 1, hosts: ["b.test", "c.test"], port: 80), ["10.0.1.1"]),
            ],
            resolve: { host, _ in zone.answers.withLock { $0[host] } },
            moved: { endpoint, addresses in zone.moves.withLock { $0.append("\(endpoint) \(addresses)") } }
        )
    }

    @Test func onlyChangesAreHandedOn() {
        let zone = Zone()
        let refresh = refresh(zone)
        zone.answers.withLock { $0 = ["a.test": ["10.0.0.2", "10.0.0.1"], "b.test": ["10.0.1.1"]] }
        refresh.refresh()
        // The same addresses in another order are the same.
        #expect(zone.moves.withLock { $0 } == [])
        zone.answers.withLock { $0 = ["a.test": ["10.0.0.3"], "b.test": ["10.0.1.1"], "c.test": ["10.0.1.2"]] }
        refresh.refresh()
        refresh.refresh()
        #expect(zone.moves.withLock { $0 } == [#"0 ["10.0.0.3"]"#, #"1 ["10.0.1.1", "10.0.1.2"]"#])
    }

    @Test func aNameWithoutAnAddressKeepsThoseItHad() {
        let zone = Zone()
        refresh(zone).refresh()
        #expect(zone.moves.withLock { $0 } == [])
    }
}
