import LoadPlan

@testable import JSON

/// Lends bytes in memory of exactly their size, so that an address sanitizer would see a read past their end.
func withExact<Result>(_ bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    defer { memory.deallocate() }
    memory.copyBytes(from: bytes)
    return try body(UnsafeRawBufferPointer(memory))
}

func withExact<Result>(_ text: String, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try withExact(Array(text.utf8), body)
}

enum JSONFind {
    /// What a query finds, as written in the text.
    static func all(_ path: String, in text: String) -> [String] { all(JSONPathText.path(path), in: text) }

    static func all(_ path: JSONPath, in text: String) -> [String] {
        withExact(text) { body in
            var scanner = JSONScanner()
            var nodes: [JSONNode] = []
            scanner.all(JSONQuery(path), in: body, into: &nodes)
            return nodes.map { String(decoding: $0.bytes, as: UTF8.self) }
        }
    }

    /// What the tape says is wrong with a text; `nil` for JSON.
    static func error(in text: [UInt8]) -> JSONError? {
        withExact(text) { body in
            var tape = JSONTape()
            do throws(JSONError) {
                try tape.parse(body)
                return nil
            } catch {
                return error
            }
        }
    }

    static func error(in text: String) -> JSONError? { error(in: Array(text.utf8)) }
}

extension JSONNode {
    /// A string's content.
    var decoded: String {
        var bytes: [UInt8] = []
        forEachPiece { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }
}
