import Curl
import Groundwork

@testable import LoadGenerator

/// A service whose answers follow from the request and its time alone: mostly good, sometimes refused, failed, late or
/// cut off, so that every way in which a request can end is walked.
enum ScriptedService {
    static func answer(_ call: ScriptedTransport.Call) -> ScriptedTransport.Answer {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ bytes: some Sequence<UInt8>) {
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        mix(call.shape.method.utf8)
        mix(call.url.utf8)
        for header in call.headers { mix(header.utf8) }
        mix(call.body)
        mix("\(call.time)".utf8)
        func part(_ number: UInt64, _ limit: UInt64) -> UInt64 {
            var value = hash &+ number &* 0x9E37_79B9_7F4A_7C15
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return (value ^ (value >> 31)) % limit
        }
        var answer = ScriptedTransport.Answer(after: 2_000_000 + part(1, 80_000_000))
        answer.phases.wait = answer.after / 2
        answer.phases.transfer = answer.after / 4
        if part(2, 20) == 0 {
            answer.newConnections = 1
            answer.handshakeRounds = 1 + Int(part(3, 2))
            answer.phases.lookup = part(4, 1_000_000)
            answer.phases.connect = part(5, 1_000_000)
            answer.phases.tls = part(6, 3_000_000)
        }
        answer.headers = ["Content-Type: application/json", "ETag: \"\(part(7, 3))\""]
        let isKnown = call.headers.contains { $0.hasPrefix("If-None-Match") }
        switch part(8, 200) {
        case 0..<6: answer.status = 409
        case 6..<9: answer.status = 500
        case 9..<12: answer.status = 503
        case 12..<14: answer.status = 429
        case 14..<16: answer.status = 404
        case 16: answer.after = 3_600_000_000_000
        case 17: answer.code = .gotNothing
        case 18: answer.code = .couldNotConnect
        case 19: answer.code = .timedOut
        case 20..<60 where isKnown: answer.status = 304
        case 60..<100 where call.shape.method == "POST": answer.status = 201
        default: break
        }
        answer.body = body(part)
        return answer
    }

    private static func body(_ part: (UInt64, UInt64) -> UInt64) -> String {
        let slots = (0..<part(20, 5)).map {
            #"{"id":\#(100 + part(21 + $0, 30)),"free":\#(part(31 + $0, 2) == 0)}"#
        }.joined(separator: ",")
        let states = ["pending", "pending", "approved", "rejected"]
        let state = states[Int(part(41, 4))]
        return """
            {"id":\(part(42, 900)),"token":"t\(part(43, 1_000_000))","state":"\(state)","status":"booked",\
            "providers":[1,2],"slots":[\(slots)]}
            """
    }
}
