import HTTPTypes
import Hummingbird

/// A status and a JSON text: what is sent, and what is kept for an idempotency key.
struct Answer: Sendable {
    /// HTTP status.
    var status: Int
    /// JSON.
    var body: String
    /// Whether this answer was given before for the same key.
    var replayed = false

    var response: Response {
        var response = Response.json(ByteBuffer(string: body), status: HTTPResponse.Status(code: status))
        if replayed, let name = HTTPField.Name("Idempotent-Replay") { response.headers[name] = "true" }
        return response
    }
}

extension Response {
    /// A JSON answer from bytes that are already encoded.
    static func json(_ buffer: ByteBuffer, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody(byteBuffer: buffer)
        )
    }
}
