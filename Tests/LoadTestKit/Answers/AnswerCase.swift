/// An answer as a server sends it, with what a client makes of it: one row of the corpus that both carriers are held to.
public struct AnswerCase: Sendable, CustomStringConvertible {
    /// What a client makes of an answer.
    public enum Expectation: Sendable, Equatable {
        /// A whole answer.
        case answer(status: Int, body: [UInt8], keepsAlive: Bool)
        /// No answer; the kind's name in `ResponseFailure.Kind`.
        case failure(String)
    }

    /// What is special about it.
    public let name: String
    /// The request's method.
    public let method: String
    /// The bytes; the server pauses between the pieces.
    public let pieces: [[UInt8]]
    /// The server closes the connection after the last piece.
    public let closes: Bool
    /// What a client makes of it.
    public let expected: Expectation
    /// Interim answers (1xx) before the answer.
    public let interim: Int
    /// Bytes after the answer that belong to none.
    public let surplus: Int

    /// All bytes.
    public var bytes: [UInt8] { pieces.flatMap { $0 } }

    /// For messages.
    public var description: String { name }
}

/// The corpus: answers that are well formed, odd or broken.
public enum AnswerCorpus {
    /// Every row.
    public static let all: [AnswerCase] = [
        statusLines, fields, lengths, chunks, chunkFaults, connections, interims, endings, limits, practice,
    ].flatMap { AnswerTable($0).rows }

    /// The row of this name.
    public static func named(_ name: String) -> AnswerCase? { all.first { $0.name == name } }
}
