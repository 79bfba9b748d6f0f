import Groundwork
import LoadPlan

/// The plan's tables in one piece of memory: a cell is found without touching an array of arrays.
final class TableStore {
    private struct Layout {
        var columns: Int
        var rows: Int
        var firstCell: Int
        var pick: Table.Pick
        var restarts: Bool
        var seed: UInt64
    }

    private let layouts: [Layout]
    private let bytes: UnsafeMutableRawBufferPointer
    private let ends: UnsafeMutableBufferPointer<Int>
    /// Cells that are no text, as values; empty where all are text.
    private var values: [RuntimeValue] = []

    /// - Parameter seed: of the run: shuffled rows come in an order of its own.
    init(_ tables: [Table], seed: UInt64 = 0) {
        var layouts: [Layout] = []
        var cells = 0
        var total = 0
        for table in tables {
            layouts.append(
                Layout(
                    columns: table.columns.count,
                    rows: table.rowCount,
                    firstCell: cells,
                    pick: table.pick,
                    restarts: table.atEnd == .restart,
                    seed: seed &+ UInt64(layouts.count)
                )
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
        guard tables.contains(where: { !$0.kinds.isEmpty }) else { return }
        var number = 0
        for table in tables {
            for index in table.cells.indices {
                values.append(value(number, index < table.kinds.count ? table.kinds[index] : .text))
                number += 1
            }
        }
    }

    private func text(_ cell: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[ends[cell]..<ends[cell + 1]])
    }

    private func value(_ cell: Int, _ kind: Table.CellKind) -> RuntimeValue {
        let text = text(cell)
        switch (kind, text.first) {
        case (.text, _): return .text(text)
        case (.none, _), (.json, nil): return .none
        case (.json, UInt8(ascii: "[")?): return .json(text, .array)
        case (.json, UInt8(ascii: "{")?): return .json(text, .object)
        case (.json, UInt8(ascii: "t")?): return .bool(true)
        case (.json, UInt8(ascii: "f")?): return .bool(false)
        case (.json, _): return RuntimeValue(spelled: text)
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
        return values.isEmpty ? .text(text(cell)) : values[cell]
    }

    /// The row that a user takes for an iteration; -1 where none is left and rows do not come again.
    ///
    /// Rows that follow each other go by the number of the iteration over the whole run: its own in the open model,
    /// and in the closed one the user's, counted as if all users went round in step. So they do not depend on the
    /// number of shards.
    func row(table: Int, user: UInt64, iteration: UInt64, users: UInt64, random: inout SeededRandom) -> Int32 {
        let layout = layouts[table]
        guard layout.rows > 0 else { return -1 }
        let rows = UInt64(layout.rows)
        if layout.pick == .random { return Int32(truncatingIfNeeded: random.below(rows)) }
        let place = layout.pick == .unique ? user : user &+ iteration &* max(1, users)
        guard place < rows || layout.restarts else { return -1 }
        guard layout.pick == .shuffled else { return Int32(truncatingIfNeeded: place % rows) }
        // Each round through all rows has an order of its own.
        let order = SeededPermutation(count: rows, seed: SeededRandom.value(seed: layout.seed, index: place / rows))
        return Int32(truncatingIfNeeded: order[place % rows])
    }
}
