import LoadMetrics

extension TerminalSummary {
    /// Counters, gauges and remarks, where there are any.
    static func events(_ record: RunRecord, _ columns: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        let rows =
            EventText.counters(record).map { ("counter", $0.name, $0.text) }
            + EventText.gauges(record).map { ("gauge", $0.name, $0.text) }
        let widest = rows.map { StyledLine.width(of: $0.1) }.max() ?? 0
        for (kind, name, text) in rows {
            var line = StyledLine("  ")
            line.append(kind, .quiet, columns: 9)
            line.append(name, columns: widest + 2)
            line.append(text)
            lines.append(line)
        }
        for remark in record.remarks ?? [] { lines += wrapped(remark, indent: 2, columns: columns, tone: .warning) }
        return lines.isEmpty ? [] : [StyledLine()] + lines
    }

    /// The same in one line, and the first remark in another.
    static func eventsInOneLine(_ record: RunRecord, _ columns: Int) -> [StyledLine] {
        let words = (EventText.counters(record) + EventText.gauges(record)).map { "\($0.name) \($0.text)" }
        var lines = words.isEmpty ? [] : [cut(words.joined(separator: ", "), indent: 2, columns)]
        if let remark = record.remarks?.first { lines.append(cut(remark, indent: 2, columns)) }
        return lines
    }
}
