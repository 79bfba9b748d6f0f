import Glibc
import HTTPExchange

// What one exchange costs without a network: `exchange-benchmark parse|write|cookie ROUNDS`. scripts/bench-exchange.sh
// counts the instructions.

/// An answer of 309 bytes with six headers, as nginx sends it.
@MainActor func parse(_ rounds: Int) -> Int {
    let head =
        "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nDate: Mon, 30 Nov 2026 10:00:00 GMT\r\n"
        + "Content-Type: application/json\r\nContent-Length: 121\r\nConnection: keep-alive\r\nX-Request-Id: 0f8fad5b\r\n\r\n"
    let answer = Array(head.utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: 121)
    var parser = ResponseParser()
    var total = 0
    answer.withUnsafeBytes { bytes in
        for _ in 0..<rounds { total += read(bytes, &parser) }
    }
    parser.free()
    return total
}

@inline(never)
func read(_ bytes: UnsafeRawBufferPointer, _ parser: inout ResponseParser) -> Int {
    parser.begin(isHead: false)
    var input = bytes
    var total = 0
    while true {
        switch parser.next(&input) {
        case .fields(let piece), .interim(let piece), .head(let piece), .body(let piece), .trailers(let piece):
            total += piece.count
        case .end: return total + (parser.keepsAlive ? 1 : 0)
        case .more, .failed: return -1
        }
    }
}

/// A request with one place in its path.
@MainActor func write(_ rounds: Int) throws -> Int {
    let head = try RequestHead(
        RequestParts(
            method: "GET",
            target: [.text("/api/slots/"), .place(0), .text("?free=1")],
            host: [.text("127.0.0.1:8080")],
            fields: [RequestField("Accept", "application/json")]
        )
    )
    var writer = RequestWriter()
    var total = 0
    Array("12345".utf8).withUnsafeBytes { value in
        for _ in 0..<rounds { total += write(head, value, &writer) }
    }
    writer.free()
    head.free()
    return total
}

@inline(never)
func write(_ head: RequestHead, _ value: UnsafeRawBufferPointer, _ writer: inout RequestWriter) -> Int {
    writer.begin(head)
    for _ in 0..<head.placeCount { writer.fill(value) }
    return writer.finish(cookies: UnsafeRawBufferPointer(start: nil, count: 0), bodyLength: 0) ? writer.bytes.count : 0
}

/// The line of a jar with one cookie, which does not change.
@MainActor func cookie(_ rounds: Int) -> Int {
    var jar = CookieJar()
    var total = 0
    Array("shop.example.org".utf8).withUnsafeBytes { host in
        Array("/api/slots/77?free=1".utf8).withUnsafeBytes { path in
            let origin = CookieOrigin(host: host, path: path, isSecure: false)
            Array("sid=0123456789abcdef; Path=/".utf8).withUnsafeBytes { value in
                _ = jar.receive(value, from: origin, now: 1_800_000_000)
            }
            for _ in 0..<rounds { total += jar.line(for: origin, now: 1_800_000_000).count }
        }
    }
    jar.free()
    return total
}

let arguments = CommandLine.arguments
guard arguments.count == 3, let rounds = Int(arguments[2]) else { exit(64) }
switch arguments[1] {
case "parse": print(parse(rounds))
case "write": print(try write(rounds))
case "cookie": print(cookie(rounds))
default: exit(64)
}
