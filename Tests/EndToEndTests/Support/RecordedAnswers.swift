import Foundation
import LoadTestKit
import Synchronization

/// The answers of one host in a recording, by method, path and query; of several to one request each once, the last again.
final class RecordedAnswers: Sendable {
    private let answers: [String: [ServerStep]]
    /// How often each was given.
    private let given = Mutex<[String: Int]>([:])

    init(_ recording: String, of host: String) throws {
        let entries = try JSONValue(recording.utf8)["log"]?["entries"]?.elements ?? []
        var answers: [String: [ServerStep]] = [:]
        for entry in entries {
            guard let method = entry["request"]?["method"]?.text,
                let url = entry["request"]?["url"]?.text.flatMap(URLComponents.init(string:)),
                url.host == host, let status = entry["response"]?["status"]?.double
            else { continue }
            let headers = (entry["response"]?["headers"]?.elements ?? []).compactMap { header -> String? in
                guard let name = header["name"]?.text, let value = header["value"]?.text,
                    ["set-cookie", "location", "etag", "x-csrf-token"].contains(name.lowercased())
                else { return nil }
                return "\(name): \(value)"
            }
            let content = entry["response"]?["content"]
            let type = content?["mimeType"]?.text.map { ["Content-Type: \($0)"] } ?? []
            let text = content?["encoding"] == nil ? content?["text"]?.text ?? "" : ""
            let target = url.percentEncodedPath + (url.percentEncodedQuery.map { "?\($0)" } ?? "")
            answers["\(method) \(target)", default: []].append(
                // What was never answered gets an answer that a browser likes.
                .answer(status > 0 ? Int(status) : 200, text, fields: headers + type)
            )
        }
        self.answers = answers
    }

    func answer(to request: ServerRequest) -> [ServerStep] {
        let key = "\(request.method) \(request.target)"
        guard let all = answers[key], let last = all.last else { return [.answer(404)] }
        let number = given.withLock { counts in
            defer { counts[key, default: 0] += 1 }
            return counts[key] ?? 0
        }
        return [number < all.count ? all[number] : last]
    }
}
