/// A request as a ``FrameServer`` got it.
public struct FrameRequest: Sendable, Equatable {
    /// Its number at the server, from 0.
    public internal(set) var number = 0
    /// The number of its connection, from 0.
    public internal(set) var connection: Int
    /// Its number on its connection, from 0.
    public internal(set) var onConnection: Int
    /// Its stream.
    public internal(set) var stream: UInt32
    /// `GET` or `POST`; of other methods nothing is known, since no header is decoded.
    public internal(set) var method: String
    /// Its body.
    public internal(set) var body: [UInt8] = []
}
