import Curl
import HTTPExchange

/// Compressed answers. Decoders belong to the shard: only as many as there are such answers under way at one moment.
extension ExchangeDriver {
    /// The head of an answer says that its body is compressed.
    func beginDecoding(_ number: Int) {
        let slot = slots + number
        let coding = slot.pointee.parser.head.coding
        guard heads[Int(slot.pointee.shape)].shape.decompresses, coding == .gzip || coding == .deflate,
            slot.pointee.parser.head.framing != .none
        else { return }
        if freeDecoders.isEmpty {
            freeDecoders.append(Int32(decoders.count))
            decoders.append(ContentDecoder(limit: 1 << 30))
        }
        let decoder = freeDecoders.removeLast()
        slot.pointee.decoder = decoder
        decoders[Int(decoder)].begin(coding)
    }

    /// Decodes some of a body.
    /// - Returns: false where it cannot be: the request has ended.
    func decode(_ number: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
        let slot = slots + number
        var input = bytes
        while true {
            switch decoders[Int(slot.pointee.decoder)].next(&input) {
            case .more: return true
            case .output(let piece): slot.pointee.sink.receive(piece)
            case .failed:
                explanations[number] = decoders[Int(slot.pointee.decoder)].failure?.description
                _ = fail(number, .brokenContent)
                return false
            }
        }
    }

    /// The body is whole.
    /// - Returns: why it was not compressed as it said.
    func endDecoding(_ number: Int) -> String? {
        let decoder = Int(slots[number].decoder)
        let failure = decoders[decoder].end()
        letGoDecoder(number)
        return failure?.description
    }

    func letGoDecoder(_ number: Int) {
        guard slots[number].decoder >= 0 else { return }
        freeDecoders.append(slots[number].decoder)
        slots[number].decoder = -1
    }
}
