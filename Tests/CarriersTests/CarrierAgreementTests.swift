import Carriers
import Curl
import LoadTestKit
import Testing

/// The same bytes mean the same to both carriers, or `docs/http.md` says why not.
@Suite struct CarrierAgreementTests {
    /// What a carrier made of an answer.
    private enum Meaning: Equatable, CustomStringConvertible {
        case answer(status: Int, body: [UInt8], isConnected: Bool)
        case failure(CurlCode.Kind)
        case waits

        var description: String {
            switch self {
            case .answer(let status, let body, let isConnected):
                "\(status) \(String(decoding: body.prefix(40), as: UTF8.self)) \(isConnected ? "kept" : "closed")"
            case .failure(let kind): "\(kind)"
            case .waits: "waits"
            }
        }
    }

    private static func meaning(_ answer: AnswerCase, to kind: Wire.Kind) throws -> Meaning {
        let server = try ScriptedServer { _ in
            answer.pieces.flatMap { [.send($0), .pause(1)] } + (answer.closes ? [.close] : [])
        }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port)
        let shape = try wire.add(answer.method, hasBody: answer.method == "POST")
        try wire.start(shape, body: answer.method == "POST" ? "x" : "")
        guard let ended = try wire.wait(atMost: 0.5) else { return .waits }
        guard ended.result.code == .ok else { return .failure(ended.result.code.kind) }
        return .answer(status: ended.result.status, body: Array(ended.body.utf8), isConnected: false)
    }

    @Test func theCorpusMeansTheSameToBoth() throws {
        var found: [String: String] = [:]
        for answer in AnswerCorpus.all {
            let exchange = try Self.meaning(answer, to: .exchange)
            let transfer = try Self.meaning(answer, to: .transfer)
            if exchange != transfer { found[answer.name] = "\(exchange) | \(transfer)" }
        }
        for (name, what) in found.sorted(by: { $0.key < $1.key }) where CarrierDifferences.reasons[name] == nil {
            Issue.record("\(name): \(what)")
        }
        for name in CarrierDifferences.reasons.keys.sorted() where found[name] == nil {
            Issue.record("\(name): both carriers agree by now")
        }
    }
}

/// Answers of the corpus that mean something else to libcurl 7.88.1, each with its row in `docs/http.md`.
enum CarrierDifferences {
    static let reasons: [String: String] = [:]
}
