import Curl
import LoadPlan
import Testing

@testable import LoadGenerator

/// What a scenario says about connections is copied member by member for libcurl: a new member must be in both.
@Suite struct ConnectionOptionsTests {
    /// Members of a connection that other things than its options are made from: endpoints, the driver's settings and
    /// the names in requests.
    private static let elsewhere: Set = ["sharing", "lookup", "cookies", "serverName", "detours"]

    private static func members(_ value: Any) -> [String: String] {
        var members: [String: String] = [:]
        for child in Mirror(reflecting: value).children {
            members[child.label ?? ""] = String(describing: child.value)
        }
        return members
    }

    /// A connection of which no member has its default.
    private static var connection: Connection {
        var connection = Connection()
        connection.version = .http2
        connection.proxy = proxy
        connection.interface = "lo"
        connection.sourceAddress = "127.0.0.1"
        connection.unixSocket = "/run/service"
        connection.tls = tls
        return connection
    }

    private static let proxy = Connection.Proxy(scheme: "http", host: "127.0.0.1", port: 3128, user: "u", password: "p")

    private static var tls: Connection.TLS {
        var tls = Connection.TLS()
        (tls.authorities, tls.certificate, tls.key) = (#filePath, #filePath, #filePath)
        (tls.verifies, tls.resumes) = (false, false)
        (tls.oldest, tls.newest) = (.tls12, .tls13)
        return tls
    }

    @Test func everyMemberIsHandedOn() throws {
        let options = try ServiceRoutes.options(Self.connection)
        let names = Set(Self.members(options).keys)
        #expect(names == Set(Self.members(Connection()).keys).subtracting(Self.elsewhere))
        for (name, value) in Self.members(ConnectionOptions()) {
            #expect(Self.members(options)[name] != value, "\(name) is not handed on")
        }
    }

    @Test func everyMemberOfTLSIsHandedOn() throws {
        let handed = Self.members(try ServiceRoutes.options(Self.connection).tls)
        #expect(Set(handed.keys) == Set(Self.members(Self.tls).keys))
        for (name, value) in Self.members(ConnectionOptions.TLS()) {
            #expect(handed[name] != value, "\(name) is not handed on")
        }
    }

    @Test func everyMemberOfAProxyIsHandedOn() throws {
        let handed = Self.members(try #require(try ServiceRoutes.options(Self.connection).proxy))
        // Its name is looked up before.
        var expected = Self.members(Self.proxy)
        #expect(expected.removeValue(forKey: "host") != nil)
        expected["addresses"] = #"["127.0.0.1"]"#
        #expect(handed == expected)
    }
}
