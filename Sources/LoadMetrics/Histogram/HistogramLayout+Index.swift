extension HistogramLayout {
    /// The counter of a value; values beyond the last counter's range belong to the last counter.
    @inlinable
    public func index(of value: UInt64) -> Int {
        min(uncheckedIndex(of: value), counterCount - 1)
    }

    /// The smallest value of a counter.
    /// - Parameter index: 0 up to ``counterCount``, exclusive; an index outside gives its nearest counter's value.
    @inlinable
    public func lowestValue(at index: Int) -> UInt64 {
        let index = min(max(index, 0), counterCount - 1)
        let half = 1 << halfMagnitude
        let octave = (index >> halfMagnitude) - 1
        let position = UInt64(index & (half - 1))
        if octave < 0 { return position << UInt64(unitMagnitude) }
        return (position + UInt64(half)) << UInt64(octave + unitMagnitude)
    }

    /// The largest value of a counter; see ``lowestValue(at:)``.
    @inlinable
    public func highestValue(at index: Int) -> UInt64 {
        highestEquivalent(lowestValue(at: index))
    }

    /// The smallest value that cannot be told from this one.
    @inlinable
    public func lowestEquivalent(_ value: UInt64) -> UInt64 {
        let shift = widthMagnitude(of: value)
        return (value >> shift) << shift
    }

    /// The largest value that cannot be told from this one.
    @inlinable
    public func highestEquivalent(_ value: UInt64) -> UInt64 {
        value | ((1 << widthMagnitude(of: value)) - 1)
    }

    /// The middle of the values that cannot be told from this one: the lowest and half the bucket's width.
    @inlinable
    public func medianEquivalent(_ value: UInt64) -> UInt64 {
        lowestEquivalent(value) | ((1 << widthMagnitude(of: value)) >> 1)
    }

    /// The same layout with a range just wide enough for a counter at `index`, or nil where no 63-bit value would be counted there.
    func widened(toHold index: Int) -> HistogramLayout? {
        guard let whole = try? HistogramLayout(lowest: lowest, highest: UInt64(Int64.max), digits: digits),
            index < whole.counterCount
        else { return nil }
        return try? HistogramLayout(lowest: lowest, highest: whole.highestValue(at: index), digits: digits)
    }

    /// ``index(of:)`` for a value that is known not to exceed ``highest``.
    @inlinable
    func uncheckedIndex(of value: UInt64) -> Int {
        // Java has ((octave + 1) << half) + (sub-bucket − half): the half cancels.
        let octave = octave(of: value)
        return (octave << halfMagnitude) &+ Int(truncatingIfNeeded: value &>> UInt64(octave &+ unitMagnitude))
    }

    @inlinable
    func octave(of value: UInt64) -> Int {
        // Never negative: the mask's top bit bounds the leading zeros by the base.
        leadingZeroBase &- (value | linearMask).leadingZeroBitCount
    }

    /// log2 of the width of a value's bucket.
    @inlinable
    func widthMagnitude(of value: UInt64) -> UInt64 {
        UInt64(octave(of: value) &+ unitMagnitude)
    }
}
