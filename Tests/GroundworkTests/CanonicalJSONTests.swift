import Groundwork
import Testing

@Suite("Canonical JSON")
struct CanonicalJSONTests {
    private struct Facts: Codable, Equatable {
        var schema = 1
        var path = "a/b"
        var high: Double = 2.5
        var inner: [String: [Double]] = ["z": [1], "a": []]
    }

    /// A value that refuses to be written.
    private struct Unwritable: Encodable {
        func encode(to encoder: any Encoder) throws {
            throw EncodingError.invalidValue(1, .init(codingPath: encoder.codingPath, debugDescription: "no"))
        }
    }

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test("Members in order, slashes as they are, a line feed at the end of a document only")
    func layouts() throws {
        #expect(
            try CanonicalJSON.text(Facts(), .line)
                == #"{"high":2.5,"inner":{"a":[],"z":[1]},"path":"a/b","schema":1}"#
        )
        let document = try CanonicalJSON.text(["b": 1, "a": 2])
        #expect(document == "{\n  \"a\" : 2,\n  \"b\" : 1\n}\n")
    }

    @Test(
        "Figures that JSON cannot hold are texts, and are read back",
        arguments: [(Double.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan")]
    )
    func odd(_ figure: Double, _ text: String) throws {
        let written = try CanonicalJSON.text(Facts(high: figure), .line)
        #expect(written.contains("\"high\":\"\(text)\""))
        let read = try CanonicalJSON.decode(Facts.self, from: bytes(written)).high
        #expect(figure.isNaN ? read.isNaN : read == figure)
    }

    @Test("A text is not a figure, and a number must fit", arguments: ["\"many\"", "\"Infinity\"", "1e999", "\"1\""])
    func refused(_ figure: String) {
        let text = #"{"schema":1,"path":"","high":\#(figure),"inner":{}}"#
        #expect(throws: CanonicalJSONError.self) { try CanonicalJSON.decode(Facts.self, from: bytes(text)) }
    }

    @Test(
        "What is wrong is said with its place",
        arguments: [
            (#"{"schema":1}"#, "\"path\" is missing"), (#"{"schema":1,"path":2}"#, "\"path\" is of another type"),
            (#"{"path":"","high":1,"inner":{"a":[1,true]},"schema":1}"#, "\"inner.a.1\" is of another type"),
            (#"{"path":null,"schema":1}"#, "\"path\" is null"), ("[1]", "it holds another kind of value"),
            ("{", "it is not JSON, or a number in it is out of range"), ("", "it is not JSON"),
        ]
    )
    func places(_ text: String, _ reason: String) {
        do {
            _ = try CanonicalJSON.decode(Facts.self, from: bytes(text))
            Issue.record("\(text) was read")
        } catch {
            #expect(error.message.hasPrefix(reason))
        }
    }

    @Test("A value that cannot be written is an error, never an empty document")
    func unwritable() {
        #expect(throws: CanonicalJSONError.unwritable(reason: "\"a.0\" cannot be written")) {
            try CanonicalJSON.bytes(["a": [Unwritable()]])
        }
    }

    @Test(
        "Versions",
        arguments: [
            (#""schema":3"#, nil), (#""schema":1"#, nil),
            (#""schema":4,"path":[]"#, CanonicalJSONError.newer(schema: 4, readable: 3)),
            (#""schema":0"#, .malformed(reason: "\"schema\" is not the number of a schema")),
            (#""schema":"3""#, .malformed(reason: "\"schema\" is not the number of a schema")),
            (#""version":3"#, .malformed(reason: "\"schema\" is missing")),
        ] as [(String, CanonicalJSONError?)]
    )
    func versions(_ member: String, _ problem: CanonicalJSONError?) throws {
        let text = bytes("{\(member)}")
        let version = SchemaVersion(3)
        if let problem {
            #expect(throws: problem) { try CanonicalJSON.decode([String: Int].self, from: text, version: version) }
        } else {
            #expect(try CanonicalJSON.decode([String: Int].self, from: text, version: version).count == 1)
        }
    }

    @Test("Another member may hold the version, and the first files may have none")
    func otherVersions() throws {
        let old = SchemaVersion(2, member: "version", unstated: 1)
        #expect(try CanonicalJSON.decode([String: Int].self, from: bytes(#"{"a":1}"#), version: old) == ["a": 1])
        #expect(throws: CanonicalJSONError.newer(schema: 3, readable: 2)) {
            try CanonicalJSON.decode([String: Int].self, from: bytes(#"{"version":3}"#), version: old)
        }
        #expect(
            CanonicalJSONError.newer(schema: 3, readable: 2).message
                == "it has schema 3, this version reads up to 2: use a newer zonda"
        )
    }
}
