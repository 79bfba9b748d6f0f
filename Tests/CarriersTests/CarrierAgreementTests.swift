import Carriers
import Curl
import Foundation
import LoadTestKit
import Testing

/// The same bytes mean the same to both carriers, or `docs/http.md` says why not.
@Suite struct CarrierAgreementTests {
    /// What a carrier made of an answer.
    private enum Meaning: Equatable, CustomStringConvertible {
        /// Its header lines without blanks at their ends; whether its connection may carry another request, where the
        /// service leaves it open; `nil` bytes where carriers count them otherwise.
        case answer(status: Int, body: String, lines: [String], isKept: Bool?, bytes: Int?)
        case failure(CurlCode.Kind)
        case waits

        var description: String {
            switch self {
            case .answer(let status, let body, let lines, let isKept, let bytes):
                "\(status) \(body.prefix(40)) \(lines.suffix(4)) kept \(isKept ?? false) bytes \(bytes ?? -1)"
            case .failure(let kind): "\(kind)"
            case .waits: "waits"
            }
        }
    }

    /// - Parameter patience: seconds after which an answer does not come any more.
    private static func meaning(_ answer: AnswerCase, to kind: Wire.Kind, patience: Double = 0.3) throws -> Meaning {
        let server = try ScriptedServer { _ in
            answer.pieces.flatMap { [.send($0), .pause(1)] } + (answer.closes ? [.close] : [])
        }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port)
        let shape = try wire.add(answer.method, hasBody: answer.method == "POST")
        try wire.start(shape, body: answer.method == "POST" ? "x" : "")
        guard let ended = try wire.wait(atMost: patience) else { return .waits }
        guard ended.result.code == .ok else { return .failure(ended.result.code.kind) }
        let lines = ended.headers.split(whereSeparator: \.isNewline).map { line in
            line.split(separator: " ").joined(separator: " ")
        }
        // libcurl does not tell how long a chunked body was on the wire, with its sizes and trailers.
        let isChunked = ended.headers.lowercased().contains("chunked")
        return .answer(
            status: ended.result.status,
            body: ended.body,
            lines: lines,
            isKept: answer.closes ? nil : wire.isConnected(),
            bytes: isChunked ? nil : ended.result.bytesIn
        )
    }

    @Test func eachRowOfTheTableIsTested() throws {
        #expect(try CarrierDifferences.documented() == Set(CarrierDifferences.rows.keys))
    }

    @Test func theCorpusMeansTheSameToBoth() throws {
        var found: [String: String] = [:]
        for answer in AnswerCorpus.all {
            var (exchange, transfer) = (
                try Self.meaning(answer, to: .exchange), try Self.meaning(answer, to: .transfer)
            )
            // A busy machine may need longer.
            if (exchange == transfer) == CarrierDifferences.all.contains(answer.name) {
                exchange = try Self.meaning(answer, to: .exchange, patience: 5)
                transfer = try Self.meaning(answer, to: .transfer, patience: 5)
            }
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
    /// By the row of the table in `docs/http.md`, as its first cell says it.
    static let rows: [String: Set<String>] = [
        "HTTP/1.2 to HTTP/1.9": ["version 1.2", "version 1.9"],
        "HTTP/2 or HTTP/2.0 in a status line of text": ["version 2 in words", "version 2.0"],
        "`http/1.1`": ["lower case"],
        "`200OK`": ["status and reason in one"],
        "a header line without a colon": [
            "a line without a colon", "a framing name without a colon", "a fold after the status line",
        ],
        "a blank before the colon of a framing header": [
            "a blank before the colon of Content-Length", "a tab before the colon of Transfer-Encoding",
        ],
        "a CR inside a line": [
            "a carriage return in a value", "a carriage return in the status line",
            "two carriage returns at the end of a line",
        ],
        "continued `Content-Length` or `Transfer-Encoding`": ["a folded Content-Length", "a folded Transfer-Encoding"],
        "`Content-Length: 2, 3`, `2,`, `+2`, `2b`, `0x2`, `1 2`, `2.0` or above 2^63 − 1": [
            "a fraction as length", "a hexadecimal length", "a length of 100 digits", "a length of 2^63",
            "a length with a blank inside", "a length with a letter after it", "a length with a sign",
            "a list of two lengths", "a list that ends with a comma",
        ],
        "`Transfer-Encoding: identity` with a length": ["the coding identity"],
        "`Transfer-Encoding: chunked` twice": ["chunked twice", "chunked twice in two lines"],
        "chunk size `2g`, or `2 a` without a semicolon": [
            "a size with a letter after it", "an extension without a semicolon",
        ],
        "a CR in a chunk's extension, or two after its data": [
            "a carriage return in an extension", "two carriage returns after a chunk",
        ],
        "closed before the headers' empty line": [
            "closed after the status line", "closed before the empty line", "closed in a header",
            "closed inside the empty line",
        ],
        "a 101 that nobody asked for": ["a switch that nobody asked for"],
        "a header line of 102,400 bytes": ["a header line of the longest length"],
        "continuation lines above 102,400 bytes together, over 5,000 headers or trailers, over 100 interim answers, "
            + "extensions above 16,384 bytes": [
                "101 interim answers", "5,001 headers", "5,001 trailers", "a header folded beyond the limit",
                "an extension that is too long", "trailers that are too long",
            ],
        "`Connection: close` in an interim answer": ["100 that says close, which means nothing"],
        "`Connection: closed`": ["a word that begins like close"],
        "bytes after an answer, to HEAD and with 204 too": [
            "204 with a body all the same", "HEAD with a body all the same", "a line break after the body",
            "a second answer", "bytes after the body", "bytes after the last chunk",
        ],
    ]
    static let all = rows.values.reduce(classed) { $0.union($1) }

    /// The first cells of the table's rows.
    static func documented() throws -> Set<String> {
        let text = try String(contentsOfFile: "\(Products.root)/docs/http.md", encoding: .utf8)
        let section = text.components(separatedBy: "### Different from libcurl").last ?? ""
        let table = section.components(separatedBy: "\n## ").first ?? ""
        let cells = table.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst().map { line in
            String(line.dropFirst(2)).components(separatedBy: " | ")[0]
        }
        return Set(cells)
    }
}
