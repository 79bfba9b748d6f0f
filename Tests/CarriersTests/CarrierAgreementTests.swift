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
        for (name, what) in found.sorted(by: { $0.key < $1.key }) where !CarrierDifferences.all.contains(name) {
            Issue.record("\(name): \(what)")
        }
        for name in CarrierDifferences.all.sorted() where found[name] == nil {
            Issue.record("\(name): both carriers agree by now")
        }
    }
}

/// Answers of the corpus that mean something else to libcurl 7.88.1; `docs/http.md` has the reasons.
enum CarrierDifferences {
    /// Both refuse them: the exchange as a breach of the protocol, libcurl as a connection that failed to receive.
    static let classed: Set<String> = [
        "a blank before a size",
        "a carriage return alone after a size",
        "a carriage return as line break",
        "a carriage return in a trailer",
        "a chunk that is too long",
        "a head that is too long",
        "a negative size",
        "a semicolon without a size",
        "a size of 17 digits",
        "a size of 2^63",
        "a size of 2^64-1",
        "a size that is not hexadecimal",
        "a size with a sign",
        "a trailer that is too long",
        "an empty size",
        "no chunks at all",
        "no line break after a chunk",
        "two lengths",
    ]
    /// The exchange refuses them, libcurl reads them or waits for more.
    static let refused: Set<String> = [
        "101 interim answers",
        "5,001 headers",
        "5,001 trailers",
        "a blank before the colon of Content-Length",
        "a carriage return in a value",
        "a carriage return in an extension",
        "a carriage return in the status line",
        "a fraction as length",
        "a header folded beyond the limit",
        "a hexadecimal length",
        "a length of 100 digits",
        "a length of 2^63",
        "a length with a blank inside",
        "a length with a letter after it",
        "a length with a sign",
        "a list of two lengths",
        "a list that ends with a comma",
        "a size with a letter after it",
        "a switch that nobody asked for",
        "a tab before the colon of Transfer-Encoding",
        "an extension that is too long",
        "an extension without a semicolon",
        "chunked twice",
        "chunked twice in two lines",
        "closed after the status line",
        "closed before the empty line",
        "closed in a header",
        "closed inside the empty line",
        "lower case",
        "status and reason in one",
        "trailers that are too long",
        "two carriage returns after a chunk",
        "two carriage returns at the end of a line",
        "version 2 in words",
        "version 2.0",
    ]
    /// The exchange reads them, libcurl refuses them or waits for more.
    static let read: Set<String> = [
        "a fold after the status line",
        "a folded Content-Length",
        "a folded Transfer-Encoding",
        "a framing name without a colon",
        "a header line of the longest length",
        "a line without a colon",
        "the coding identity",
        "version 1.2",
        "version 1.9",
    ]
    static let all = classed.union(refused).union(read)
}
