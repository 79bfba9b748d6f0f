import Groundwork
import LoadPlan

/// A load curve as a table: one row a point in time, straight lines between them.
enum CurveFile {
    /// The pieces between the rows of a table with the columns `seconds` and `level`.
    ///
    /// The second column may be called `level`, `rate`, `users` or `rate_per_second`. Two rows at one moment are a jump.
    static func pieces(_ reader: CSVReader) throws(CSVReader.Mistake) -> [LoadCurve.Piece] {
        let levels = ["level", "rate", "users", "rate_per_second"]
        guard let time = reader.columns.firstIndex(of: "seconds"),
            let level = reader.columns.firstIndex(where: levels.contains)
        else {
            throw CSVReader.Mistake(
                line: 1,
                title: "not the columns of a load curve",
                label: "it needs the columns seconds and level (or rate, or users)"
            )
        }
        var pieces: [LoadCurve.Piece] = []
        var before: (time: Double, level: Double)?
        let width = reader.columns.count
        for row in 0..<(width > 0 ? reader.cells.count / width : 0) {
            let moment = try number(reader.cells[row * width + time], row, "a moment in seconds", most: 2_592_000)
            let value = try number(reader.cells[row * width + level], row, "a level", most: Load.highestLevel)
            if let before {
                guard moment >= before.time else {
                    throw mistake(row, "a moment before the one above it", "rows go forward in time")
                }
                let length = Nanoseconds(clampingSeconds: moment) - Nanoseconds(clampingSeconds: before.time)
                if length > 0 { pieces.append(LoadCurve.Piece(from: before.level, to: value, duration: length)) }
            } else if moment != 0 {
                throw mistake(row, "a load curve that does not begin at 0", "the first row is the start: 0 seconds")
            }
            before = (moment, value)
        }
        guard !pieces.isEmpty else {
            throw CSVReader.Mistake(
                line: 1,
                title: "a load curve without length",
                label: "it needs two rows or more, at different moments"
            )
        }
        return pieces
    }

    private static func number(
        _ cell: [UInt8],
        _ row: Int,
        _ what: String,
        most: Double
    ) throws(CSVReader.Mistake) -> Double {
        let text = String(decoding: cell, as: UTF8.self)
        guard let value = Double(text), value >= 0, value <= most else {
            throw mistake(row, "'\(text.prefix(40))' is not \(what)", "a number from 0 to \(Int(most)) is needed")
        }
        return value
    }

    /// Rows with line breaks in cells would make the line wrong, but no such row is a number.
    private static func mistake(_ row: Int, _ title: String, _ label: String) -> CSVReader.Mistake {
        CSVReader.Mistake(line: row + 2, title: title, label: label)
    }
}
