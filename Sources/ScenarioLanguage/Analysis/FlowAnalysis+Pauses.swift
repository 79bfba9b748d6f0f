import LoadPlan

/// Pauses between steps and between iterations.
extension FlowAnalysis {
    /// What is drawn is at most so many times its mean, where nothing else is said.
    static let longestOfMean: UInt64 = 10

    /// `think …`.
    func think(_ syntax: ThinkSyntax) -> Step? {
        switch syntax {
        case .between(let shortest, let longest): think(shortest, longest)
        case .drawn(let shape, let mean, let deviation, let most): think(shape, mean, deviation, most)
        }
    }

    private func think(_ shortest: QuantitySyntax, _ longest: QuantitySyntax?) -> Step? {
        guard let low = quantities.duration(shortest, "a think time") else { return nil }
        guard let longest else { return .think(.fixed(low)) }
        guard let high = quantities.duration(longest, "a think time") else { return nil }
        guard low <= high else {
            emptyRange(shortest, longest)
            return nil
        }
        return .think(low == high ? .fixed(low) : .uniform(low, high))
    }

    private func think(
        _ shape: ThinkDistribution.Shape,
        _ mean: QuantitySyntax,
        _ deviation: QuantitySyntax?,
        _ most: QuantitySyntax?
    ) -> Step? {
        guard let center = quantities.duration(mean, "a mean") else { return nil }
        var spread = center
        if let deviation {
            guard let length = quantities.duration(deviation, "a standard deviation") else { return nil }
            spread = length
        }
        guard center > 0 else {
            bag.error("quantity", "a mean of nothing", at: mean.range, "it should be above 0")
            return nil
        }
        // Lengths are below a century, so ten times one fits.
        var longest = center &* Self.longestOfMean
        if let most {
            guard let length = quantities.duration(most, "the longest pause") else { return nil }
            guard length >= center else {
                bag.error(
                    "empty-range",
                    "the longest pause is shorter than the mean",
                    at: most.range,
                    "the mean is \(bag.source.text(mean.range))"
                )
                return nil
            }
            longest = length
        }
        return .think(.drawn(ThinkDistribution(shape: shape, mean: center, deviation: spread, most: longest)))
    }

    func emptyRange(_ low: QuantitySyntax, _ high: QuantitySyntax) {
        bag.error(
            "empty-range",
            "a range from large to small",
            at: low.range.through(high.range),
            "write the shorter time first"
        )
    }

    /// `pace 10s`.
    func pace(_ length: QuantitySyntax) -> Step? {
        if let first = paceRange {
            bag.error(
                "duplicate-clause",
                "a second 'pace' in one flow",
                at: length.range,
                "\(bag.source.line(first.start)) has it already"
            )
        }
        if role != .flow {
            bag.error("pace-outside-flow", "'pace' in \(flow.name.text)", at: length.range, "it is gone through once")
        }
        paceRange = paceRange ?? length.range
        builder.paces.append(length.range)
        guard let least = quantities.duration(length, "a length of time") else { return nil }
        guard least > 0 else {
            bag.error("quantity", "a pace of nothing", at: length.range, "it should be above 0")
            return nil
        }
        return .pace(least, overrun: builder.counter("\(flow.name.text).overrun"))
    }

    var quantities: QuantityAnalysis { QuantityAnalysis(bag: bag, names: names) }
}
