import LoadPlan

/// The plan's tables in one piece of memory: a cell is found without touching an array of arrays.
final class TableStore {
    private struct Layout {
        var columns: Int
        var rows: Int
        var firstCell: Int
        var pick: Table.Pick
    }

    private let layouts: [Layout]
    private let bytes: UnsafeMutableRawBufferPointer
    private let ends: UnsafeMutableBufferPointer<Int>

    init(_ tables: [Table]) {
        var layouts: [Layout] = []
        var cells = 0
        var total = 0
        for table in tables {
            layouts.append(
                Layout(columns: table.columns.count, rows: table.rowCount, firstCell: cells, pick: table.pick)
            )
            cells += table.cells.count
            total += table.cells.reduce(0) { $0 + $1.count }
        }
        self.layouts = layouts
        bytes = .allocate(byteCount: max(1, total), alignment: 1)
        ends = .allocate(capacity: cells + 1)
        ends.initialize(repeating: 0)
        var cell = 0
        var offset = 0
        for table in tables {
            for content in table.cells {
                UnsafeMutableRawBufferPointer(rebasing: bytes[offset..<offset + content.count]).copyBytes(from: content)
                offset += content.count
                cell += 1
                ends[cell] = offset
            }
        }
    }

    deinit {
        bytes.deallocate()
        ends.deallocate()
    }

    /// Tables.
    var count: Int { layouts.count }

    /// Rows of a table.
    func rows(of table: Int) -> Int { layouts[table].rows }

    /// A cell as text; none where there is no such row.
    func cell(table: Int, row: Int, column: Int) -> RuntimeValue {
        let layout = layouts[table]
        guard row >= 0, row < layout.rows, column < layout.columns else { return .none }
        let cell = layout.firstCell + row * layout.columns + column
        return .text(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[ends[cell]..<ends[cell + 1]]))
    }

    /// The row that a user takes for an iteration.
    ///
    /// Sequential rows follow the number of the iteration over the whole run where it has one (open model) and the
    /// user's own count otherwise, so they do not depend on the number of shards.
    func row(table: Int, user: UInt64, iteration: UInt64, peak: UInt64, random: inout SeededRandom) -> Int32 {
        let layout = layouts[table]
        guard layout.rows > 0 else { return -1 }
        let rows = UInt64(layout.rows)
        switch layout.pick {
        case .random: return Int32(truncatingIfNeeded: random.below(rows))
        case .unique: return Int32(truncatingIfNeeded: user % rows)
        case .sequential:
            // User n's i-th iteration is number n + i·peak of the run, as if all went round in step.
            return Int32(truncatingIfNeeded: (user &+ iteration &* max(1, peak)) % rows)
        }
    }
}
