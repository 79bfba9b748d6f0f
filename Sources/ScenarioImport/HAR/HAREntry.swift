import Groundwork
import JSON

/// One request of a recording with its answer.
struct HAREntry {
    var method: String
    /// `nil` where it is no HTTP URL.
    var url: URLParts?
    var rawURL: String
    /// Milliseconds since 1970.
    var start: Int?
    var end: Int?
    var page: String?
    var headers: [(name: String, value: String)]
    var bodyText: String?
    var bodyType: String?
    /// Fields of a form that has no text.
    var bodyFields: [(name: String, value: String)]
    /// Fields that are files: the file's name and media type.
    var files: [String: (name: String, type: String?)] = [:]
    var hasFile: Bool { !files.isEmpty }
    /// The protocol, such as `h2`.
    var version: String
    var status: Int
    var answerType: String
    var answerText: String?
    var resourceType: String
    /// Cookies that the answer sets, with their values.
    var cookiesSet: [(name: String, value: String)]
    var answerHeaders: [(name: String, value: String)]
    /// How many messages went through a web socket, where the recording has them.
    var webSocketMessages: (sent: Int, received: Int)?
    /// The body is in base64 in the recording.
    private var isEncoded = false

    init?(_ json: JSONValue) {
        guard let request = json["request"], let method = request["method"]?.string, let url = request["url"]?.string
        else { return nil }
        self.method = method.uppercased()
        rawURL = url
        self.url = URLParts(url)
        start = json["startedDateTime"]?.string.flatMap { Timestamp.iso8601($0) }
        let milliseconds = json["time"]?.double.map { Int(max(0, min($0, 86_400_000))) }
        end = start.map { $0 &+ (milliseconds ?? 0) }
        page = json["pageref"]?.string
        headers = Self.fields(request["headers"])
        let cookies = Self.fields(request["cookies"])
        // Some tools leave out the header, or the query of the address, and list only what it holds.
        if !cookies.isEmpty, !headers.contains(where: { $0.name.lowercased() == "cookie" }) {
            headers.append(("Cookie", cookies.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")))
        }
        let query = Self.fields(request["queryString"])
        if !query.isEmpty, self.url?.query == nil {
            self.url?.query = query.map { "\(FormText.encode($0.name))=\(FormText.encode($0.value))" }
                .joined(separator: "&")
        }
        let post = request["postData"]
        bodyType =
            (post?["mimeType"]?.string).flatMap { $0.isEmpty ? nil : $0 }
            ?? headers.first { $0.name.lowercased() == "content-type" }?.value
        bodyText = post?["text"]?.string
        isEncoded = post?["encoding"]?.string?.lowercased() == "base64"
        if isEncoded, let text = bodyText, let plain = Self.decoded(text) {
            bodyText = plain
            isEncoded = false
        }
        bodyFields = Self.fields(post?["params"])
        version = request["httpVersion"]?.string?.lowercased() ?? ""
        for part in post?["params"]?.items ?? [] {
            guard let name = part["name"]?.string, let file = part["fileName"]?.string else { continue }
            files[name] = (file, part["contentType"]?.string)
        }
        let response = json["response"]
        status = response?["status"]?.int ?? response?["status"]?.string.flatMap { Int($0) } ?? 0
        let content = response?["content"]
        answerType = RequestMaker.essence(content?["mimeType"]?.string)
        answerText = Self.text(content)
        resourceType = json["_resourceType"]?.string?.lowercased() ?? ""
        if let messages = json["_webSocketMessages"]?.items {
            let sent = messages.count { $0["type"]?.string == "send" }
            webSocketMessages = (sent, messages.count - sent)
        }
        answerHeaders = Self.fields(response?["headers"])
        cookiesSet = answerHeaders.filter { $0.name.lowercased() == "set-cookie" }
            .flatMap { $0.value.split(separator: "\n") }
            .compactMap { line in
                let pair = line.prefix { $0 != ";" }.split(
                    separator: "=",
                    maxSplits: 1,
                    omittingEmptySubsequences: false
                )
                return pair.count == 2 ? (String(pair[0]), String(pair[1])) : nil
            }
        let named = Set(cookiesSet.map(\.name))
        cookiesSet += Self.fields(response?["cookies"]).filter { !named.contains($0.name) }
    }

    private static func fields(_ json: JSONValue?) -> [(name: String, value: String)] {
        (json?.items ?? []).compactMap { item in
            item["name"]?.string.map { ($0, item["value"]?.scalarText ?? "") }
        }
    }

    /// The answer's text; base64 is decoded.
    private static func text(_ content: JSONValue?) -> String? {
        guard let text = content?["text"]?.string else { return nil }
        return content?["encoding"]?.string == "base64" ? decoded(text) : text
    }

    private static func decoded(_ text: String) -> String? {
        Base64.bytes(text.utf8).flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// Why the body cannot be written as text, where it cannot: a recording has bytes as characters.
    var unwritableBody: String? {
        guard let text = bodyText, !text.isEmpty else { return nil }
        if let coding = headers.first(where: { $0.name.lowercased() == "content-encoding" })?.value,
            coding != "identity"
        {
            return "a body that was sent compressed (\(coding.excerpt(20)))"
        }
        let type = RequestMaker.essence(bodyType)
        if type == "multipart/form-data", !isEncoded { return nil }
        let isBinary = text.unicodeScalars.contains { scalar in
            scalar.value < 0x20 && scalar != "\n" && scalar != "\r" && scalar != "\t"
                || (0x7F...0x9F).contains(scalar.value)
        }
        let kinds = [
            "image/", "audio/", "video/", "font/", "application/octet-stream", "application/x-protobuf",
            "application/protobuf", "application/grpc", "application/zip", "application/pdf", "application/msgpack",
        ]
        return isEncoded || isBinary || kinds.contains(where: type.hasPrefix) ? "a binary body" : nil
    }

    /// The start of a connection that stays open both ways.
    var isWebSocket: Bool {
        resourceType == "websocket" || status == 101 || rawURL.hasPrefix("ws:") || rawURL.hasPrefix("wss:")
    }

    /// The answer only leads elsewhere.
    var isRedirect: Bool { (300..<400).contains(status) && status != 304 }

    /// What kind of static file it is, in the plural, or `nil` where it is none.
    var asset: String? {
        AssetKind.of(resourceType: resourceType, mediaType: answerType, path: url?.path ?? "")
    }

    /// A browser's question whether another origin may ask.
    var isPreflight: Bool {
        method == "OPTIONS" && headers.contains { $0.name.lowercased() == "access-control-request-method" }
    }
}
