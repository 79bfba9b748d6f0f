import Groundwork

/// The fields of a log in the extended format of the W3C (working draft WD-logfile-960323), which IIS and CloudFront
/// write: a line `#Fields:` names them.
struct ExtendedFields {
    private var places: [String: Int]
    private var count: Int
    /// The day of lines that have a time only: `#Date: 2026-11-20 13:00:00`.
    private var day: String?
    /// CloudFront counts seconds, IIS milliseconds.
    private var countsSeconds: Bool

    /// Fields by a line that begins with `#Fields:`; `nil` for any other line.
    init?(line: ArraySlice<UInt8>, day: String?) {
        let words = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
        guard words.first == "#fields:" else { return nil }
        let names = words.dropFirst()
        places = Dictionary(zip(names, 0...), uniquingKeysWith: { first, _ in first })
        count = names.count
        countsSeconds = names.contains("x-edge-location")
        self.day = day
    }

    /// The day that a line `#Date:` says.
    static func day(_ line: ArraySlice<UInt8>) -> String? {
        let words = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        return words.count > 1 && words[0].lowercased() == "#date:" ? String(words[1]) : nil
    }

    /// The request of a line that has these fields.
    func request(_ line: ArraySlice<UInt8>) -> LogRequest? {
        let separator: UInt8 = line.contains(0x09) ? 0x09 : 0x20
        let words = line.split(whereSeparator: { $0 == separator || $0 == 0x0D })
        guard words.count == count else { return nil }
        func text(_ names: String...) -> String? {
            for name in names {
                guard let place = places[name] else { continue }
                let value = String(decoding: words[place], as: UTF8.self)
                if value != "-" { return value }
            }
            return nil
        }
        guard let date = text("date") ?? day, let time = text("time"), let end = Timestamp.iso8601("\(date)T\(time)Z"),
            let method = text("cs-method"), let stem = text("cs-uri-stem", "cs-uri"),
            let status = text("sc-status").flatMap({ Int($0) }), (100...599).contains(status)
        else { return nil }
        let asked = stem + (text("cs-uri-query").map { "?\($0)" } ?? "")
        guard let target = LogRequest.path(LogLineReader.encoded(Array(asked.utf8)[...])) else { return nil }
        // Blanks of a browser's name are written as plus signs, or encoded.
        let agent = text("cs(user-agent)") ?? ""
        var request = LogRequest(
            end: end,
            address: text("c-ip") ?? "",
            agent: PercentEncoding.decoded(agent[...], plus: true) ?? agent,
            method: method.uppercased(),
            target: target,
            status: status
        )
        let taken = text("time-taken").flatMap { Double($0) }
        request.duration = LogRequest.milliseconds(seconds: taken.map { countsSeconds ? $0 : $0 / 1000 })
        if let host = text("x-host-header", "cs-host", "cs(host)") {
            let isSecure = text("s-port") == "443" || text("cs-protocol") == "https"
            request.host = isSecure && !host.contains(":") ? host + ":443" : host
        }
        return request
    }
}
