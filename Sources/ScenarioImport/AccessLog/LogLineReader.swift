import Groundwork

/// Reads lines of access logs byte by byte: Apache's and nginx's combined format, with a virtual host before it or not,
/// the extended format of IIS and CloudFront, and those of AWS's load balancers.
struct LogLineReader {
    /// The last time that was read: most lines have the same second as the one before.
    private var time: (bytes: [UInt8], moment: Int)?

    /// The fields that the log named last, and its day.
    private var fields: ExtendedFields?
    private var day: String?

    /// Takes what a line that begins with `#` says about those that follow.
    mutating func readDirective(_ line: ArraySlice<UInt8>) {
        day = ExtendedFields.day(line) ?? day
        fields = ExtendedFields(line: line, day: day) ?? fields
    }

    /// The request of a line; `nil` where it is in none of the formats.
    mutating func request(_ line: ArraySlice<UInt8>) -> LogRequest? {
        if let request = fields?.request(line) { return request }
        return combined(line) ?? Self.loadBalancer(line)
    }

    /// `[HOST] ADDRESS - USER [TIME] "METHOD PATH PROTOCOL" STATUS BYTES "REFERER" "AGENT" …`; `nil` for anything else.
    private mutating func combined(_ line: ArraySlice<UInt8>) -> LogRequest? {
        guard let open = line.firstIndex(of: UInt8(ascii: "[")),
            let close = line[open...].firstIndex(of: UInt8(ascii: "]")),
            let moment = moment(line[(open + 1)..<close])
        else { return nil }
        let words = line[..<open].split(separator: 0x20, maxSplits: 4)
        guard let first = words.first else { return nil }
        // Apache's vhost_combined: the host that was asked comes first.
        let hasHost = words.count >= 4 && Self.isAddress(words[1]) && (first.contains(0x3A) || !Self.isAddress(first))
        var rest = line[(close + 1)...]
        guard let asked = Self.quoted(&rest), let (method, target) = Self.requestLine(asked) else { return nil }
        let numbers = rest.prefix { $0 != UInt8(ascii: "\"") }.split(separator: 0x20, maxSplits: 1)
        guard let status = numbers.first.flatMap(Self.number), (100...599).contains(status) else { return nil }
        _ = Self.quoted(&rest)
        let agent = Self.quoted(&rest) ?? []
        var request = LogRequest(
            end: moment,
            address: String(decoding: hasHost ? words[1] : first, as: UTF8.self),
            agent: String(decoding: agent, as: UTF8.self),
            method: method,
            target: target,
            status: status
        )
        if hasHost { request.host = String(decoding: first, as: UTF8.self) }
        // A number with a point behind the rest is how long it took: $request_time, in seconds.
        if rest.count < 1000, let word = rest.split(separator: 0x20).last(where: { $0.contains(0x2E) }) {
            let digits = String(decoding: word.drop { $0 < 0x30 || $0 > 0x39 }, as: UTF8.self)
            request.duration = LogRequest.milliseconds(seconds: Double(digits))
        }
        return request
    }

    private mutating func moment(_ bytes: ArraySlice<UInt8>) -> Int? {
        if let time, bytes.elementsEqual(time.bytes) { return time.moment }
        guard bytes.count < 64, let moment = Timestamp.commonLog(String(decoding: bytes, as: UTF8.self)) else {
            return nil
        }
        time = (Array(bytes), moment)
        return moment
    }

    private static func isAddress(_ word: ArraySlice<UInt8>) -> Bool {
        word.contains { $0 == 0x2E || $0 == 0x3A }
            && word.allSatisfy { StepNaming.isHex($0) || $0 == 0x2E || $0 == 0x3A || $0 == 0x25 }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count == 3 else { return nil }
        var value = 0
        for byte in bytes {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    /// The next text in quotes; `\"` and `\x22` are the bytes that they mean.
    static func quoted(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard let open = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        var index = open + 1
        var isEscaped = false
        while index < rest.endIndex, rest[index] != UInt8(ascii: "\"") {
            if rest[index] == UInt8(ascii: "\\") {
                isEscaped = true
                index += 1
            }
            index += 1
        }
        guard index < rest.endIndex else { return nil }
        let text = rest[(open + 1)..<index]
        rest = rest[(index + 1)...]
        return isEscaped ? unescaped(text) : Array(text)
    }

    private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var index = text.startIndex
        while index < text.endIndex {
            guard text[index] == UInt8(ascii: "\\"), index + 1 < text.endIndex else {
                result.append(text[index])
                index += 1
                continue
            }
            let letter = text[index + 1]
            if letter == UInt8(ascii: "x"), index + 3 < text.endIndex, let high = Hex.value(text[index + 2]),
                let low = Hex.value(text[index + 3])
            {
                result.append(high << 4 | low)
                index += 4
            } else {
                result.append(letter == UInt8(ascii: "t") ? 0x09 : letter == UInt8(ascii: "n") ? 0x0A : letter)
                index += 2
            }
        }
        return result
    }

    /// Method and target of `GET /path HTTP/1.1`; what a path cannot have is encoded.
    static func requestLine(_ text: [UInt8]) -> (String, String)? {
        guard let first = text.firstIndex(of: 0x20), first > 0, text[..<first].allSatisfy({ $0 >= 0x41 && $0 <= 0x5A })
        else { return nil }
        let last = text.lastIndex(of: 0x20) ?? first
        let target = last > first ? text[(first + 1)..<last] : text[(first + 1)...]
        guard !target.isEmpty else { return nil }
        return LogRequest.path(encoded(target)).map { (String(decoding: text[..<first], as: UTF8.self), $0) }
    }

    static func encoded(_ bytes: ArraySlice<UInt8>) -> String {
        if bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
            return String(decoding: bytes, as: UTF8.self)
        }
        var result: [UInt8] = []
        for byte in bytes {
            if byte > 0x20, byte < 0x7F, byte != 0x22, byte != 0x5C {
                result.append(byte)
            } else {
                PercentEncoding.write(byte, to: &result)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
