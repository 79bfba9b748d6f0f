/// Logs of the load balancers of AWS, application ("Access logs for your Application Load Balancer") and classic.
extension LogLineReader {
    private static let kinds: Set<String> = ["http", "https", "h2", "h2c", "ws", "wss", "grpc", "grpcs"]

    /// `[KIND] TIME NAME CLIENT:PORT TARGET:PORT SECONDS SECONDS SECONDS STATUS STATUS BYTES BYTES "REQUEST" "AGENT" …`.
    static func loadBalancer(_ line: ArraySlice<UInt8>) -> LogRequest? {
        guard let quote = line.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        var words = line[..<quote].split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
        if let kind = words.first, kinds.contains(kind) { words.removeFirst() }
        guard words.count == 11, let end = Timestamp.iso8601(words[0]), let status = Int(words[7]),
            (100...599).contains(status), let colon = words[2].lastIndex(of: ":")
        else { return nil }
        var rest = line[quote...]
        guard let asked = quoted(&rest), let (method, target) = requestLine(asked) else { return nil }
        var request = LogRequest(
            end: end,
            address: String(words[2][..<colon]),
            agent: String(decoding: quoted(&rest) ?? [], as: UTF8.self),
            method: method,
            target: target,
            status: status
        )
        // A part of the time that did not come about is -1.
        let seconds = words[4...6].compactMap { Double($0) }.filter { $0 > 0 }.reduce(0, +)
        request.duration = LogRequest.milliseconds(seconds: seconds)
        let parts = asked.split(separator: 0x20)
        if parts.count > 1, let url = URLParts(String(decoding: parts[1], as: UTF8.self)) {
            request.host = url.port.map { "\(url.host):\($0)" } ?? url.host
        }
        return request
    }
}
