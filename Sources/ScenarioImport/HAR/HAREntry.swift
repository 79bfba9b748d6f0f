import Foundation
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
    var cookiesSet: [String]

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
        let post = request["postData"]
        bodyType = post?["mimeType"]?.string ?? headers.first { $0.name.lowercased() == "content-type" }?.value
        bodyText = post?["text"]?.string
        bodyFields = Self.fields(post?["params"])
        version = request["httpVersion"]?.string?.lowercased() ?? ""
        for part in post?["params"]?.items ?? [] {
            guard let name = part["name"]?.string, let file = part["fileName"]?.string else { continue }
            files[name] = (file, part["contentType"]?.string)
        }
        let response = json["response"]
        status = response?["status"]?.int ?? 0
        let content = response?["content"]
        answerType = RequestMaker.essence(content?["mimeType"]?.string)
        answerText = Self.text(content)
        resourceType = json["_resourceType"]?.string?.lowercased() ?? ""
        cookiesSet = Self.fields(response?["headers"]).filter { $0.name.lowercased() == "set-cookie" }
            .flatMap { $0.value.split(separator: "\n") }
            .compactMap {
                $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).first.map(String.init)
            }
        cookiesSet += response?["cookies"]?.items.compactMap { $0["name"]?.string } ?? []
    }

    private static func fields(_ json: JSONValue?) -> [(name: String, value: String)] {
        (json?.items ?? []).compactMap { item in
            item["name"]?.string.map { ($0, item["value"]?.scalarText ?? "") }
        }
    }

    /// The answer's text; base64 is decoded.
    private static func text(_ content: JSONValue?) -> String? {
        guard let text = content?["text"]?.string else { return nil }
        guard content?["encoding"]?.string == "base64" else { return text }
        return Data(base64Encoded: text, options: .ignoreUnknownCharacters)
            .flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// What kind of static file it is, in the plural, or `nil` where it is none.
    var asset: String? {
        AssetKind.of(resourceType: resourceType, mediaType: answerType, path: url?.path ?? "")
    }

    /// A browser's question whether another origin may ask.
    var isPreflight: Bool {
        method == "OPTIONS" && headers.contains { $0.name.lowercased() == "access-control-request-method" }
    }
}
