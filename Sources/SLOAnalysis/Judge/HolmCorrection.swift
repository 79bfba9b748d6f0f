/// Holm's correction: with many objectives one of them would miss by chance now and then.
///
/// It is made on the FAIL side only. On the PASS side none is needed: a run passes when every objective does.
///
/// Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statist. 6 (1979).
enum HolmCorrection {
    /// Takes back FAILs that so many objectives together would show by chance.
    static func apply(to decisions: [Decision], alpha: Double = BlockProportion.alpha) -> [Decision] {
        let tested = decisions.indices.filter { decisions[$0].evidence != nil }
        let ordered = tested.sorted { (decisions[$0].evidence ?? 1) < (decisions[$1].evidence ?? 1) }
        var decisions = decisions
        var holds = true
        for (rank, index) in ordered.enumerated() {
            let left = ordered.count - rank
            holds = holds && (decisions[index].evidence ?? 1) <= alpha / Double(left)
            guard !holds, decisions[index].finding.outcome == .fail else { continue }
            decisions[index].finding.outcome = .inconclusive
            decisions[index].finding.reason +=
                "; of \(ordered.count) objectives one shows as much by chance too often to call it missed"
            if decisions[index].finding.needed == nil {
                decisions[index].finding.needed = "a longer run, or the same run once more"
            }
        }
        return decisions
    }
}
