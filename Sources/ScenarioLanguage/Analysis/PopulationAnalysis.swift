import LoadPlan

/// Regions and tenants with their shares.
struct PopulationAnalysis {
    let bag: DiagnosticBag

    /// Names and shares that add up to 1; without any share given, all are equal.
    func labels(_ labels: [LabelSyntax], of what: String, in head: TextRange) -> [(name: NameSyntax, share: Double)] {
        guard !labels.isEmpty else {
            bag.error("empty-block", "\(what)s without any", at: head, "name at least one, or leave the block out")
            return []
        }
        var seen: [String: TextRange] = [:]
        for label in labels {
            if let first = seen[label.name.text] {
                bag.error(
                    "duplicate-name",
                    "the \(what) '\(label.name.text)' is named twice",
                    at: label.name.range,
                    "\(bag.source.line(first.start)) has it already"
                )
            }
            seen[label.name.text] = label.name.range
        }
        guard labels.contains(where: { $0.share != nil }) else {
            return labels.map { ($0.name, 1 / Double(labels.count)) }
        }
        var shares: [Double] = []
        for label in labels {
            guard let share = label.share else {
                bag.error(
                    "share",
                    "the \(what) '\(label.name.text)' has no share",
                    at: label.name.range,
                    "write share 20%"
                )
                continue
            }
            guard case .percent(let percent) = share.kind, percent >= 0, percent <= 100 else {
                bag.error("share", "not a share", at: share.range, "a share is a percentage such as 55%")
                continue
            }
            shares.append(percent)
        }
        // With a mistake there is no plan, but the names are known all the same.
        guard shares.count == labels.count else { return labels.map { ($0.name, 0) } }
        let total = shares.reduce(0, +)
        guard abs(total - 100) <= 0.01 else {
            let rest = 100 - total
            bag.error(
                "shares-total",
                "the shares of the \(what)s do not add up to 100%",
                at: head,
                "they add up to \(PercentText.write(total)), \(PercentText.write(abs(rest))) too \(rest > 0 ? "little" : "much")"
            )
            return labels.map { ($0.name, 0) }
        }
        return zip(labels, shares).map { ($0.name, $1 / total) }
    }
}
