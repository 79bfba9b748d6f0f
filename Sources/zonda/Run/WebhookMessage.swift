import Curl
import Foundation
import Reports

/// A message about a run on its way to a webhook. The address is a secret, since whoever knows it can post there: no
/// message of ours shows more of it than its host.
struct WebhookMessage {
    private let url: String
    private let host: String
    private let template: NotificationTemplate

    /// Reads the template and checks the address, before anything is sent.
    init(url: String, template path: String) throws {
        guard let parts = URLComponents(string: url), parts.scheme == "https" || parts.scheme == "http",
            let host = parts.host, !host.isEmpty
        else {
            throw Stop(.usage, "--notify takes an http or https address")
        }
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        else {
            throw Stop(.input, "cannot read the template \(path)")
        }
        template = try NotificationTemplate(text, file: path)
        self.url = url
        self.host = host
    }

    /// Sends the message.
    func send(_ input: ReportInput, link: String) throws(Stop) {
        let body = template.bytes(input, link: link)
        guard (try? JSONSerialization.jsonObject(with: Data(body))) != nil else {
            throw Stop(.input, "the template does not make JSON: places stand inside strings, \"${verdict}\"")
        }
        let answer = WebPost.json(body, to: url)
        guard answer.code == .ok else {
            throw Stop(.unreachable, "the message did not reach \(host): \(answer.code.message)")
        }
        guard (200..<300).contains(answer.status) else {
            let words = StyledLine.cleaned(String(decoding: answer.beginning, as: UTF8.self))
            throw Stop(.unreachable, "\(host) answered the message with \(answer.status): \(words)")
        }
        Console.note("message sent to \(host)")
    }
}
