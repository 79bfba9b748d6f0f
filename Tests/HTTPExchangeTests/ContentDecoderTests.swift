import HTTPExchange
import Testing

@Suite struct ContentDecoderTests {
    /// What came of decoding a body in pieces of a length.
    private struct Result: Equatable {
        var body: [UInt8] = []
        var failure: ContentFailure?
        var members = 0
        var trailing = 0
    }

    private static func decode(
        _ bytes: [UInt8],
        _ coding: ResponseHead.Coding = .gzip,
        by length: Int = .max,
        using decoder: inout ContentDecoder
    ) -> Result {
        var result = Result()
        decoder.begin(coding)
        var at = 0
        while at < bytes.count, result.failure == nil {
            let end = length < bytes.count - at ? at + length : bytes.count
            Array(bytes[at..<end]).withUnsafeBytes { piece in
                var input = piece
                while true {
                    switch decoder.next(&input) {
                    case .output(let made):
                        result.body += made
                        continue
                    case .more: #expect(input.count == 0)
                    case .failed: result.failure = decoder.failure
                    }
                    break
                }
            }
            at = end
        }
        result.failure = decoder.end()
        result.members = decoder.members
        result.trailing = decoder.trailing
        return result
    }

    private static func decode(_ bytes: [UInt8], _ coding: ResponseHead.Coding = .gzip, limit: Int = 1 << 20) -> Result
    {
        var decoder = ContentDecoder(limit: limit)
        defer { decoder.free() }
        let whole = decode(bytes, coding, using: &decoder)
        // The same in pieces, and with memory that was used before.
        for length in [1, 2, 3, 7, 1000] {
            let cut = decode(bytes, coding, by: length, using: &decoder)
            // Up to a failure more or less may have come out.
            let isSame = whole.failure == nil ? cut == whole : cut.failure == whole.failure
            #expect(isSame, "in pieces of \(length)")
        }
        return whole
    }

    private static let text = Array(String(repeating: "turnos y más turnos, ", count: 40).utf8)

    @Test func gzipIsDecoded() {
        let result = Self.decode(Compressed.gzip(Self.text))
        #expect(result == Result(body: Self.text, members: 1))
    }

    @Test func bothKindsOfDeflateAreDecoded() {
        #expect(Self.decode(Compressed.zlib(Self.text), .deflate).body == Self.text)
        #expect(Self.decode(Compressed.deflate(Self.text), .deflate).body == Self.text)
        #expect(Self.decode(Compressed.deflate([]), .deflate) == Result(members: 1))
    }

    @Test func allMembersAreDecoded() {
        let bytes = Compressed.gzip(Self.text) + Compressed.gzip([]) + Compressed.gzip(Array("end".utf8))
        #expect(Self.decode(bytes) == Result(body: Self.text + Array("end".utf8), members: 3))
    }

    @Test func trailingBytesAreToldApart() {
        let bytes = Compressed.gzip(Self.text)
        #expect(Self.decode(bytes + [0, 0, 0]) == Result(body: Self.text, members: 1, trailing: 3))
        #expect(Self.decode(bytes + Array("junk".utf8)) == Result(body: Self.text, members: 1, trailing: 4))
        #expect(Self.decode(Compressed.zlib(Self.text) + [1, 2], .deflate).trailing == 2)
    }

    @Test func aDamagedMemberIsAFailure() {
        let bytes = Compressed.gzip(Self.text)
        #expect(Self.decode(bytes + [0x1F, 0x8B, 9, 0, 0, 0, 0, 0, 0, 0]).failure == .damaged(.gzip))
        var damaged = bytes
        damaged[bytes.count - 6] ^= 1
        #expect(Self.decode(damaged).failure == .damaged(.gzip))
        #expect(Self.decode(Array("{\"a\":1}".utf8)).failure == .damaged(.gzip))
        #expect(Self.decode(Array("<html>".utf8), .deflate).failure == .damaged(.deflate))
    }

    @Test func aCutBodyIsAFailure() {
        for (bytes, coding) in [
            (Compressed.gzip(Self.text), ResponseHead.Coding.gzip), (Compressed.zlib(Self.text), .deflate),
            (Compressed.deflate(Self.text), .deflate),
        ] {
            #expect(Self.decode([], coding) == Result())
            for count in 1..<bytes.count {
                #expect(Self.decode(Array(bytes[..<count]), coding).failure == .truncated(coding), "\(count) bytes")
            }
        }
        let bytes = Compressed.gzip(Self.text)
        #expect(Self.decode(bytes + bytes.prefix(20)).failure == .truncated(.gzip))
    }

    @Test func lengthsAreLimited() {
        let zeros = [UInt8](repeating: 0, count: 100_000)
        #expect(Self.decode(Compressed.gzip(zeros), limit: 100_000).body == zeros)
        #expect(Self.decode(Compressed.gzip(zeros), limit: 99_999).failure == .tooLarge(99_999))
    }

    @Test func aBombIsAFailure() {
        let bomb = Compressed.gzip([UInt8](repeating: 0, count: 8 << 20))
        var decoder = ContentDecoder(limit: 64 << 20)
        defer { decoder.free() }
        #expect(Self.decode(bomb, using: &decoder).failure == .tooDense(500))
        #expect(decoder.bytesOut < 5 << 20)
        // What is dense and short is not a bomb.
        let short = Compressed.gzip([UInt8](repeating: 0, count: 2 << 20))
        #expect(Self.decode(short, using: &decoder).failure == nil)
    }

    @Test func otherCodingsAreRefused() {
        #expect(Self.decode([1, 2, 3], .other).failure == .unknown)
        #expect(Self.decode([], .identity).failure == .unknown)
    }

    @Test func failuresNameTheirCause() {
        #expect("\(ContentFailure.truncated(.gzip))" == "the gzip body ends before its compressed data does")
        #expect("\(ContentFailure.tooLarge(7))".contains("7 bytes"))
    }
}
