internal import CLibcurl
import Glibc
public import Groundwork

/// Request headers in the form libcurl takes, in memory that is reused from request to request.
///
/// Lines are written one after another into one buffer; ``finish()`` links the nodes, since the buffer may have moved
/// while it grew. Owned by whoever holds it in long-lived memory; ``free()`` gives the memory back.
public struct HeaderChain {
    private var text = GrowingBytes()
    private var starts: UnsafeMutablePointer<Int>?
    private var nodes: UnsafeMutablePointer<curl_slist>?
    private var capacity = 0
    /// Header lines.
    public private(set) var count = 0

    /// An empty chain without memory.
    public init() {}

    /// A chain of these lines (`Name: value`).
    public init(lines: [String]) {
        for line in lines {
            begin { buffer in
                for byte in line.utf8 { buffer.append(byte) }
            }
        }
        finish()
    }

    /// Forgets the lines, keeps the memory.
    public mutating func clear() {
        text.clear()
        count = 0
    }

    /// Adds one line, which `write` appends to the buffer it is given (no line break, no zero byte).
    @inline(__always)
    public mutating func begin(_ write: (inout GrowingBytes) -> Void) {
        if count == capacity {
            let larger = max(8, capacity * 2)
            guard
                let starts = realloc(starts, larger * MemoryLayout<Int>.stride),
                let nodes = realloc(nodes, larger * MemoryLayout<curl_slist>.stride)
            else { abort() }
            self.starts = starts.assumingMemoryBound(to: Int.self)
            self.nodes = nodes.assumingMemoryBound(to: curl_slist.self)
            capacity = larger
        }
        starts.unsafelyUnwrapped[count] = text.count
        write(&text)
        text.append(0)
        count += 1
    }

    /// Links the lines; the chain must not change while libcurl uses ``head``.
    public mutating func finish() {
        guard count > 0, let nodes, let starts, let base = text.base else { return }
        for index in 0..<count {
            nodes[index].data = UnsafeMutableRawPointer(base + starts[index]).assumingMemoryBound(to: CChar.self)
            nodes[index].next = index + 1 < count ? nodes + index + 1 : nil
        }
    }

    /// For `CURLOPT_HTTPHEADER`; `nil` when there is no line.
    public var head: UnsafeRawPointer? { count > 0 ? UnsafeRawPointer(nodes) : nil }

    /// Line `index`, without its terminating zero.
    public func line(_ index: Int) -> UnsafeRawBufferPointer {
        guard index < count, let starts, let base = text.base else {
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        let end = index + 1 < count ? starts[index + 1] : text.count
        return UnsafeRawBufferPointer(start: base + starts[index], count: end - starts[index] - 1)
    }

    /// A line as libcurl takes it: one without a value ends with a semicolon, or it would not be sent.
    static func libraryLine(_ line: String) -> String {
        guard let colon = line.firstIndex(of: ":"), line[colon...].dropFirst().allSatisfy({ $0 == " " }) else {
            return line
        }
        return line[..<colon] + ";"
    }

    /// Spells the lines behind a ``head`` as ``libraryLine(_:)`` does, in place.
    static func spellForLibrary(_ head: UnsafeRawPointer?) {
        var node = head?.assumingMemoryBound(to: curl_slist.self)
        while let present = node {
            if let text = present.pointee.data {
                var end = strlen(text)
                while end > 0, text[end - 1] == 0x20 { end -= 1 }
                if end > 0, text[end - 1] == 0x3A {
                    text[end - 1] = 0x3B
                    text[end] = 0
                }
            }
            node = UnsafePointer(present.pointee.next)
        }
    }

    /// The lines behind a ``head``, in order.
    public static func lines(of head: UnsafeRawPointer?) -> [String] {
        var lines: [String] = []
        var node = head?.assumingMemoryBound(to: curl_slist.self)
        while let present = node {
            if let text = present.pointee.data { lines.append(String(cString: text)) }
            node = UnsafePointer(present.pointee.next)
        }
        return lines
    }

    /// The value of one of the lines behind a ``head``, without the blanks before it.
    /// - Parameter nameLength: bytes of the line's name.
    public static func value(of head: UnsafeRawPointer?, line: Int, nameLength: Int) -> UnsafeRawBufferPointer {
        guard let text = node(line, of: head)?.pointee.data else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        let length = strlen(text)
        var start = min(nameLength + 1, length)
        while start < length, text[start] == 0x20 { start += 1 }
        return UnsafeRawBufferPointer(start: text + start, count: length - start)
    }

    /// Adds the lines behind a ``head``, from one on, each with its line break.
    public static func append(linesOf head: UnsafeRawPointer?, from first: Int, to buffer: inout GrowingBytes) {
        var next = UnsafePointer(node(first, of: head))
        while let present = next {
            if let text = present.pointee.data {
                buffer.append(UnsafeRawBufferPointer(start: text, count: strlen(text)))
                buffer.append("\r\n")
            }
            next = UnsafePointer(present.pointee.next)
        }
    }

    private static func node(_ line: Int, of head: UnsafeRawPointer?) -> UnsafePointer<curl_slist>? {
        var node = head?.assumingMemoryBound(to: curl_slist.self)
        for _ in 0..<line { node = node.flatMap { UnsafePointer($0.pointee.next) } }
        return node
    }

    /// Gives the memory back.
    public mutating func free() {
        text.free()
        Glibc.free(starts)
        Glibc.free(nodes)
        self = HeaderChain()
    }
}
