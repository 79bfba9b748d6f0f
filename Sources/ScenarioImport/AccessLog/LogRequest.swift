import JSON

/// One line of an access log.
struct LogRequest: Equatable {
    /// When it was written, in milliseconds since 1970: nginx writes a line when the answer is sent.
    var end: Int
    /// How long the request took, in milliseconds, where the log says so.
    var duration = 0
    var address: String
    var agent: String
    var method: String
    /// Path and query.
    var target: String
    var status: Int
    /// The host that was asked, where the log says so.
    var host: String?

    /// Reads a line, combined format or JSON; `nil` where it is neither.
    init?(line: ArraySlice<UInt8>) {
        guard let first = line.first(where: { $0 != 0x20 && $0 != 0x09 }) else { return nil }
        if first == UInt8(ascii: "{") {
            guard let json = try? JSONValue(reading: Array(line)) else { return nil }
            self.init(json: json)
        } else {
            self.init(combined: line)
        }
    }

    init(end: Int, address: String, agent: String, method: String, target: String, status: Int) {
        self.end = end
        self.address = address
        self.agent = agent
        self.method = method
        self.target = target
        self.status = status
    }

    // MARK: Combined

    /// `ADDRESS - USER [TIME] "METHOD PATH PROTOCOL" STATUS BYTES "REFERER" "AGENT" …`
    private init?(combined line: ArraySlice<UInt8>) {
        guard let text = String(validating: line, as: UTF8.self) else { return nil }
        var rest = text[...]
        guard let open = rest.firstIndex(of: "["), let close = rest[open...].firstIndex(of: "]"),
            let moment = Timestamp.commonLog(rest[rest.index(after: open)..<close]),
            let address = rest[..<open].split(separator: " ").first
        else { return nil }
        rest = rest[close...].dropFirst()
        guard let request = Self.quoted(&rest), let (method, target) = Self.requestLine(request) else { return nil }
        let numbers = rest.prefix { $0 != "\"" }.split(separator: " ")
        guard let status = numbers.first.flatMap({ Int($0) }), (100...599).contains(status) else { return nil }
        rest = rest[rest.index(rest.startIndex, offsetBy: rest.prefix { $0 != "\"" }.count)...]
        _ = Self.quoted(&rest)
        let agent = Self.quoted(&rest) ?? ""
        self.init(
            end: moment,
            address: String(address),
            agent: agent,
            method: method,
            target: target,
            status: status
        )
        // A number with a point behind the rest is how long it took: $request_time, in seconds.
        if let word = rest.split(separator: " ").last(where: { $0.contains(".") }), rest.count < 1000 {
            let digits = word.drop { !$0.isNumber }
            duration = Self.milliseconds(seconds: Double(digits))
        }
    }

    /// The next text in quotes; `\"` and `\x22` stand within it.
    private static func quoted(_ rest: inout Substring) -> String? {
        guard let open = rest.firstIndex(of: "\"") else { return nil }
        var result = ""
        var index = rest.index(after: open)
        while index < rest.endIndex, rest[index] != "\"" {
            if rest[index] == "\\" {
                result.append("\\")
                index = rest.index(after: index)
                guard index < rest.endIndex else { return nil }
            }
            result.append(rest[index])
            index = rest.index(after: index)
        }
        guard index < rest.endIndex else { return nil }
        rest = rest[rest.index(after: index)...]
        return result
    }

    /// Method and target of `GET /path HTTP/1.1`.
    private static func requestLine(_ text: String) -> (String, String)? {
        let words = text.split(separator: " ")
        guard words.count >= 2, words[0].utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }) else { return nil }
        let target = words.count > 2 ? words[1..<(words.count - 1)].joined(separator: "%20") : String(words[1])
        return path(target).map { (String(words[0]), $0) }
    }

    private static func path(_ target: String) -> String? {
        if target.hasPrefix("/") { return target }
        return URLParts(target).map { $0.path + ($0.query.map { "?\($0)" } ?? "") }
    }

    // MARK: JSON

    /// One object with nginx's names of variables, or those that other servers use.
    private init?(json: JSONValue) {
        func text(_ names: String...) -> String? {
            for name in names { if let value = json[name]?.scalarText, !value.isEmpty, value != "-" { return value } }
            return nil
        }
        let inner = json["request"]
        var method = text("request_method", "method", "verb") ?? inner?["method"]?.string
        var target = text("request_uri", "uri", "path", "url") ?? inner?["uri"]?.string
        if let line = inner?.string, let parts = Self.requestLine(line) { (method, target) = parts }
        guard let moment = Self.moment(json), let method, let path = target.flatMap(Self.path) else { return nil }
        guard let status = text("status", "status_code", "response_code").flatMap({ Int($0) }),
            (100...599).contains(status)
        else { return nil }
        self.init(
            end: moment,
            address: text("remote_addr", "client_ip", "remote_ip", "clientip", "client", "ip")
                ?? inner?["remote_ip"]?.string ?? "",
            agent: text("http_user_agent", "user_agent", "agent") ?? "",
            method: method.uppercased(),
            target: path,
            status: status
        )
        if let forwarded = text("http_x_forwarded_for", "x_forwarded_for") {
            address = forwarded.split(separator: ",").first.map(String.init) ?? address
        }
        duration = Self.milliseconds(seconds: text("request_time", "duration").flatMap { Double($0) })
        host = text("host", "http_host", "server_name") ?? inner?["host"]?.string
    }

    private static func moment(_ json: JSONValue) -> Int? {
        for name in ["time_iso8601", "time_local", "time", "timestamp", "@timestamp", "msec", "ts", "datetime"] {
            guard let value = json[name] else { continue }
            if let text = value.string, let moment = Timestamp.iso8601(text) ?? Timestamp.commonLog(text) {
                return moment
            }
            // Seconds since 1970, or milliseconds where the number is too large for seconds.
            guard let number = value.double ?? value.string.flatMap({ Double($0) }), number > 0, number < 4e14 else {
                continue
            }
            return Int(number > 1e11 ? number : number * 1000)
        }
        return nil
    }

    private static func milliseconds(seconds: Double?) -> Int {
        guard let seconds, seconds > 0, seconds < 86_400 else { return 0 }
        return Int(seconds * 1000)
    }
}
