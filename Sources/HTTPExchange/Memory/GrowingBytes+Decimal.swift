import Groundwork

extension GrowingBytes {
    /// Adds a number in decimal.
    mutating func append(decimal number: Int) {
        var rest = UInt(max(0, number))
        var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
        withUnsafeMutableBytes(of: &digits) { room in
            var first = room.count
            repeat {
                first -= 1
                room[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            append(UnsafeRawBufferPointer(rebasing: room[first...]))
        }
    }
}
