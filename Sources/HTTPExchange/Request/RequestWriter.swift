import Glibc
import Groundwork

/// Writes requests into memory that is reused: ``begin(_:)``, ``fill(_:)`` for each place of the head, ``finish(cookies:bodyLength:)``,
/// and where a body follows, ``append(body:)``.
///
/// A plain value around a pointer: whoever keeps it in long-lived memory owns it and calls ``free()``.
public struct RequestWriter {
    private var buffer = GrowingBytes()
    private var text: UnsafePointer<UInt8>?
    private var pieces: UnsafePointer<RequestHead.Piece>?
    /// The joint that comes next, and what of the constant bytes is written.
    private var next = 0
    private var written = 0
    private var isCut = false
    /// Why what was written must not be sent.
    public private(set) var failure: RequestFailure?

    /// A writer without memory.
    public init() {}

    /// What was written; valid until the next change.
    public var bytes: UnsafeRawBufferPointer { buffer.bytes }

    /// Begins a request, up to the head's first place.
    public mutating func begin(_ head: RequestHead) {
        buffer.clear()
        text = UnsafePointer(head.text.baseAddress)
        pieces = UnsafePointer(head.pieces.baseAddress)
        next = 0
        written = 0
        isCut = false
        failure = nil
        copy()
    }

    /// Fills the next place, and goes on to the one after it.
    public mutating func fill(_ value: UnsafeRawBufferPointer) {
        guard let piece = pieces?[next] else { return }
        switch piece.joint {
        case .target: fill(target: value, until: piece.targetEnd)
        case .value:
            if let byte = value.first(where: { $0 == .lineFeed || $0 == .carriageReturn || $0 == 0 }) {
                failure = failure ?? .fieldValue(byte)
            }
            buffer.append(value)
        default: return
        }
        next += 1
        copy()
    }

    private mutating func fill(target value: UnsafeRawBufferPointer, until end: Int) {
        if isCut {
            written = end
            return
        }
        for index in 0..<value.count {
            let byte = value[index]
            if byte.isControl || byte == .space { failure = failure ?? .target(byte) }
            if byte == UInt8(ascii: "#") {
                isCut = true
                buffer.append(value.slice(0, index))
                written = end
                return
            }
        }
        buffer.append(value)
    }

    /// Ends the head, with a line of cookies (`a=b; c=d`) unless there are none.
    /// - Parameter lines: further lines with their line breaks, for a head that takes them.
    /// - Returns: whether the request may be sent; if not, ``failure`` says why.
    public mutating func finish(
        cookies: UnsafeRawBufferPointer,
        bodyLength: Int,
        lines: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0)
    ) -> Bool {
        while let piece = pieces?[next] {
            switch piece.joint {
            case .cookieLine where cookies.count > 0:
                buffer.append("Cookie: ")
                buffer.append(cookies)
                buffer.append("\r\n")
            case .moreCookies where cookies.count > 0:
                buffer.append("; ")
                buffer.append(cookies)
            case .length: buffer.append(decimal: bodyLength)
            case .lines: buffer.append(lines)
            case .end: return failure == nil
            default: break
            }
            next += 1
            copy()
        }
        return false
    }

    /// Adds the body after a finished head, so that both go out in one piece.
    public mutating func append(body: UnsafeRawBufferPointer) { buffer.append(body) }

    /// Constant bytes up to the next joint.
    private mutating func copy() {
        guard let text, let pieces else { return }
        let end = pieces[next].end
        buffer.append(UnsafeRawBufferPointer(start: text + written, count: end - written))
        written = end
    }

    /// Gives the memory back.
    public mutating func free() {
        buffer.free()
        self = RequestWriter()
    }
}
