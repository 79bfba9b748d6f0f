/// A slice of an array (RFC 9535 section 2.3.4).
struct JSONSlice {
    var start: Int?
    var end: Int?
    /// 0 selects nothing.
    var step: Int

    /// The positions selected of `length` elements in ascending order: first, last and the distance between them; `nil`
    /// for none.
    func positions(of length: Int) -> (first: Int, last: Int, stride: Int)? {
        func bound(_ value: Int, _ low: Int, _ high: Int) -> Int {
            min(max(value >= 0 ? value : length &+ value, low), high)
        }
        // Of so few elements no greater distance selects more than one.
        let stride = Int(min(step.magnitude, UInt(max(length, 1))))
        if step > 0 {
            let low = bound(start ?? 0, 0, length)
            let high = bound(end ?? length, 0, length)
            guard low < high else { return nil }
            return (low, low + (high - 1 - low) / stride * stride, stride)
        }
        guard step < 0 else { return nil }
        let high = start.map { bound($0, -1, length - 1) } ?? length - 1
        let low = end.map { bound($0, -1, length - 1) } ?? -1
        guard high > low else { return nil }
        return (high - (high - low - 1) / stride * stride, high, stride)
    }
}
