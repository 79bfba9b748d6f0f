import Curl
import Foundation
import Testing

/// libcurl itself, against ports of this machine.
@Suite struct CurlDriverTests {
    /// A port that refuses: bound, but not listened at.
    private final class RefusingPort {
        let descriptor: Int32
        let port: Int

        init() throws {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let bound = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
                }
            }
            try #require(bound)
            self.descriptor = descriptor
            port = Int(UInt16(bigEndian: address.sin_port))
        }

        deinit { close(descriptor) }
    }

    /// Whoever is told of an end may start the next transfer at once: thousands in a row must not fill the stack.
    @Test func transfersThatEndAtOnceAreHandedOverLater() throws {
        let refusing = try RefusingPort()
        let endpoint = Endpoint(host: "127.0.0.1", port: refusing.port, addresses: ["127.0.0.1"])
        let readiness = try #require(ReadinessSet())
        let settings = CurlDriver.Settings(slots: 1, endpoints: [endpoint])
        let driver = CurlDriver(settings, readiness: readiness, authorities: AuthorityStore())
        let shape = try driver.add(
            RequestShape(
                method: "GET",
                url: "http://127.0.0.1:\(refusing.port)/",
                headers: [],
                hasBody: false,
                wantsBody: false,
                wantsHeaders: false
            )
        )
        var ended = 0
        var isInside = false
        let start = {
            driver.start(
                slot: 0,
                shape: shape,
                url: nil,
                headers: nil,
                body: UnsafeRawBufferPointer(start: nil, count: 0)
            )
        }
        try #require(start())
        let wanted = 3000
        let deadline = Date().addingTimeInterval(30)
        while ended < wanted, Date() < deadline {
            readiness.wait(atMost: driver.deadline == 0 ? 0 : 1_000_000)
            driver.drive(now: .max) { result in
                #expect(!isInside)
                isInside = true
                ended += 1
                #expect(result.code == .couldNotConnect)
                if ended < wanted { _ = start() }
                isInside = false
            }
            readiness.finishEvents()
        }
        #expect(ended == wanted)
    }
}
