/// What a ``ScriptedServer`` does on a connection.
public enum ServerStep: Sendable, Equatable {
    /// Sends bytes, in one call.
    case send([UInt8])
    /// Sends bytes one by one, each in a segment of its own as far as the kernel lets it.
    case sendSlowly([UInt8])
    /// Waits this many milliseconds; where a test can say when to go on, ``await(_:)`` is better.
    case pause(Int)
    /// Waits until the test calls ``ScriptedServer/signal(_:)`` with this name, 10 seconds at most.
    case await(String)
    /// Waits until the client closes its side, 10 seconds at most; what it still sends is recorded.
    case awaitClose
    /// Reads the request's body, where ``ScriptedServer`` was told to leave that to the script.
    case readBody
    /// Says that nothing more comes (FIN) and goes on reading.
    case endSending
    /// Closes the connection in order.
    case close
    /// Ends the connection with a reset (RST).
    case reset

    /// Sends a text with its line breaks as written (`\r\n`).
    public static func send(_ text: String) -> ServerStep { .send(Array(text.utf8)) }

    /// A whole answer with `Content-Length`.
    public static func answer(_ status: Int = 200, _ body: String = "", fields: [String] = []) -> ServerStep {
        let lines = ["HTTP/1.1 \(status) Scripted"] + fields + ["Content-Length: \(body.utf8.count)"]
        return .send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
    }
}
