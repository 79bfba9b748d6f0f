import Curl
import Groundwork
import LoadPlan

/// The variables of all users of a shard, in one piece of memory. Texts keep their own growing buffers, so setting a
/// variable again copies bytes and allocates nothing.
struct VariableStore: ~Copyable {
    private struct Cell {
        enum Kind: UInt8 { case none, bool, integer, number, text, json, duration, date }
        var kind = Kind.none
        var jsonKind = ValueKind.none
        var zone: Int32 = 0
        var bits: UInt64 = 0
        var bytes = GrowingBytes()
    }

    private let cells: UnsafeMutablePointer<Cell>
    private let count: Int
    private let perUser: Int

    init(users: Int, variables: Int) {
        perUser = variables
        count = max(1, users * variables)
        cells = .allocate(capacity: count)
        cells.initialize(repeating: Cell(), count: count)
    }

    deinit {
        for index in 0..<count { cells[index].bytes.free() }
        cells.deallocate()
    }

    /// Makes all variables of a user none: a new iteration knows nothing of the last.
    mutating func clear(user: Int) {
        for index in user * perUser..<(user + 1) * perUser { cells[index].kind = .none }
    }

    /// Copies of a user's variables.
    func snapshot(user: Int) -> [StoredValue] { (0..<perUser).map { StoredValue(get(user: user, $0)) } }

    /// Gives a user these variables.
    mutating func restore(user: Int, _ values: [StoredValue]) {
        for (index, value) in values.enumerated() where index < perUser {
            value.lend { self.set(user: user, index, $0) }
        }
    }

    /// A variable's value; texts are valid until it is set again.
    func get(user: Int, _ variable: Int) -> RuntimeValue {
        let cell = cells + (user * perUser + variable)
        switch cell.pointee.kind {
        case .none: return .none
        case .bool: return .bool(cell.pointee.bits != 0)
        case .integer: return .integer(Int64(bitPattern: cell.pointee.bits))
        case .number: return .number(Double(bitPattern: cell.pointee.bits))
        case .text: return .text(cell.pointee.bytes.bytes)
        case .json: return .json(cell.pointee.bytes.bytes, cell.pointee.jsonKind)
        case .duration: return .duration(Int64(bitPattern: cell.pointee.bits))
        case .date: return .date(nanoseconds: Int64(bitPattern: cell.pointee.bits), zone: Int(cell.pointee.zone))
        }
    }

    /// Sets a variable; texts are copied.
    mutating func set(user: Int, _ variable: Int, _ value: RuntimeValue) {
        let cell = cells + (user * perUser + variable)
        switch value {
        case .none: cell.pointee.kind = .none
        case .bool(let bool):
            cell.pointee.kind = .bool
            cell.pointee.bits = bool ? 1 : 0
        case .integer(let integer):
            cell.pointee.kind = .integer
            cell.pointee.bits = UInt64(bitPattern: integer)
        case .number(let number):
            cell.pointee.kind = .number
            cell.pointee.bits = number.bitPattern
        case .text(let bytes): setBytes(cell, .text, bytes)
        case .json(let bytes, let kind):
            setBytes(cell, .json, bytes)
            cell.pointee.jsonKind = kind
        case .duration(let nanoseconds):
            cell.pointee.kind = .duration
            cell.pointee.bits = UInt64(bitPattern: nanoseconds)
        case .date(let nanoseconds, let zone):
            cell.pointee.kind = .date
            cell.pointee.bits = UInt64(bitPattern: nanoseconds)
            cell.pointee.zone = Int32(truncatingIfNeeded: zone)
        }
    }

    private func setBytes(_ cell: UnsafeMutablePointer<Cell>, _ kind: Cell.Kind, _ bytes: UnsafeRawBufferPointer) {
        // `let x = x`: the bytes are already there.
        if let start = bytes.baseAddress, start == UnsafeRawPointer(cell.pointee.bytes.base) {
            cell.pointee.kind = kind
            cell.pointee.bytes.count = bytes.count
            return
        }
        cell.pointee.kind = kind
        cell.pointee.bytes.clear()
        cell.pointee.bytes.append(bytes)
    }
}
