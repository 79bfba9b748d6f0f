import HTTPExchange

/// One input of the coverage-guided fuzzer (`scripts/fuzz-answers.sh`): the first byte says how the rest is read, which is
/// an answer as a service sends it. Whatever it is, nothing traps or reads past its end, and it means the same wherever
/// it is cut.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzAnswer(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    guard let choice = bytes.first else { return 0 }
    let answer = Array(bytes.dropFirst())
    let method = choice & 1 == 0 ? "GET" : "HEAD"
    let whole = Transcript([answer], method: method, closes: true, maySwitch: choice & 2 != 0)
    let length = Int(choice >> 2) + 1
    let pieces = stride(from: 0, to: answer.count, by: length).map { start in
        Array(answer[start..<min(answer.count, start + length)])
    }
    let cut = Transcript(pieces, method: method, closes: true, maySwitch: choice & 2 != 0)
    precondition(whole == cut, "in pieces of \(length) it is another answer")
    precondition(whole.isWhole != (whole.failure != .none), "neither whole nor a failure")
    decode(answer, choice & 1 == 0 ? .gzip : .deflate)
    takeCookies(whole.lines)
    return 0
}

private func decode(_ bytes: [UInt8], _ coding: ResponseHead.Coding) {
    var decoder = ContentDecoder(limit: 1 << 16)
    decoder.begin(coding)
    var made = 0
    bytes.withUnsafeBytes { bytes in
        var input = bytes
        while case .output(let piece) = decoder.next(&input) { made += piece.count }
    }
    _ = decoder.end()
    precondition(made <= 1 << 16, "more came out than the limit")
    decoder.free()
}

private func takeCookies(_ lines: [UInt8]) {
    var jar = CookieJar()
    let host = Array("a.test".utf8)
    let path = Array("/b/c".utf8)
    host.withUnsafeBytes { host in
        path.withUnsafeBytes { path in
            let origin = CookieOrigin(host: host, path: path, isSecure: true)
            lines.withUnsafeBytes { bytes in
                for line in FieldLines(bytes) { _ = jar.receive(line.value, from: origin, now: 1_800_000_000) }
            }
            let sent = jar.line(for: origin, now: 1_800_000_000)
            precondition(!sent.contains { $0 == 10 || $0 == 13 || $0 == 0 }, "a line break would be sent")
        }
    }
    jar.free()
}
