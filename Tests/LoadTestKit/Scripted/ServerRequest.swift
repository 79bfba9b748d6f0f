/// A request as a ``ScriptedServer`` got it.
public struct ServerRequest: Sendable, Equatable {
    /// Its number at the server, from 0.
    public internal(set) var number = 0
    /// The number of its connection, from 0.
    public internal(set) var connection: Int
    /// Its number on its connection, from 0.
    public internal(set) var onConnection: Int
    /// Every byte up to and with the empty line.
    public internal(set) var head: [UInt8]
    /// The bytes of the body as they came: where it is chunked, with its sizes.
    public internal(set) var body: [UInt8] = []

    /// The head as text.
    public var text: String { String(decoding: head, as: UTF8.self) }

    /// The lines of the head without their line breaks and without the empty one.
    public var lines: [String] {
        text.split(separator: "\r\n", omittingEmptySubsequences: true).map(String.init)
    }

    /// `GET`.
    public var method: String { word(0) }

    /// `/path?query`, as it was written.
    public var target: String { word(1) }

    /// The value of the first header of this name, without blanks at its ends.
    public func header(_ name: String) -> String? { headers(name).first }

    /// The values of all headers of this name.
    public func headers(_ name: String) -> [String] {
        lines.dropFirst().compactMap { line in
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name.lowercased() else {
                return nil
            }
            return line[line.index(after: colon)...].drop { $0 == " " }.description
        }
    }

    private func word(_ index: Int) -> String {
        let words = lines.first?.split(separator: " ") ?? []
        return index < words.count ? String(words[index]) : ""
    }
}
