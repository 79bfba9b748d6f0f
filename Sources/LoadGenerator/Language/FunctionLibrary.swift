import Curl
import Digest
import Foundation
import LoadPlan

/// The meaning of the language's functions (``LoadPlan/Function``), one case each.
final class FunctionLibrary {
    let calendar: DateCalendar
    let tables: TableStore
    private let shard: Int64
    private let shards: Int64
    private var sequence: Int64 = 0
    /// The run's seed.
    var seed: UInt64 = 1
    /// The calendar's time now; set by the shard at each turn.
    var wallClock: Int64 = 0

    init(plan: Plan, shard: Int, shards: Int) {
        calendar = DateCalendar(zones: plan.zones)
        tables = TableStore(plan.tables)
        self.shard = Int64(shard)
        self.shards = Int64(max(1, shards))
    }

    func call(
        _ function: Function,
        _ arguments: Slice<UnsafeMutableBufferPointer<Int32>>,
        _ evaluator: Evaluator
    ) -> RuntimeValue {
        // The compiler has checked how many there are.
        func argument(_ index: Int) -> RuntimeValue {
            index < arguments.count ? evaluator.evaluate(arguments[arguments.startIndex + index]) : .none
        }
        func text(_ index: Int) -> UnsafeRawBufferPointer { evaluator.text(of: argument(index)) }
        switch function {
        case .uuid: return uuid(evaluator)
        case .random:
            guard let low = argument(0).asInteger, let high = argument(1).asInteger, high >= low else { return .none }
            return .integer(Self.between(low, high, &evaluator.random))
        case .choice:
            guard arguments.count > 0 else { return .none }
            return argument(Int(evaluator.random.below(UInt64(arguments.count))))
        case .sequence:
            let value = sequence * shards + shard + 1
            sequence += 1
            return .integer(value)
        case .now: return .date(nanoseconds: wallClock, zone: -1)
        case .date: return date(arguments, argument)
        case .dni: return made(evaluator) { Persona.dni(&$0, &evaluator.random) }
        case .cuit: return made(evaluator) { Persona.cuit(&$0, &evaluator.random) }
        case .phoneAR: return made(evaluator) { Persona.phone(&$0, &evaluator.random) }
        case .name: return made(evaluator) { Persona.name(&$0, &evaluator.random) }
        case .email: return made(evaluator) { Persona.email(&$0, &evaluator.random) }
        case .lorem:
            let words = min(max(argument(0).asInteger ?? 8, 0), 1000)
            return made(evaluator) { Persona.lorem(&$0, Int(words), &evaluator.random) }
        case .upper, .lower: return .text(changeCase(text(0), to: function, evaluator))
        case .length: return length(argument(0), evaluator)
        case .base64:
            let encoded = Data(text(0)).base64EncodedString()
            return made(evaluator) { $0.append(string: encoded) }
        case .urlencode:
            let plain = text(0)
            return made(evaluator) { $0.append(percentEncoded: plain) }
        case .sha256: return hex(Digest.sha256(text(0)), evaluator)
        case .userAddress:
            return userAddress(evaluator, first: argument(0).asInteger ?? 0, size: argument(1).asInteger ?? 1)
        case .hmacSHA256: return hex(Digest.hmacSHA256(key: text(0), text(1)), evaluator)
        }
    }

    private func made(_ evaluator: Evaluator, _ write: (inout ByteBuffer) -> Void) -> RuntimeValue {
        .text(evaluator.rendered(write))
    }

    /// From the run's seed and the user's number only, so that it stays the same through all of a user's iterations.
    private func userAddress(_ evaluator: Evaluator, first: Int64, size: Int64) -> RuntimeValue {
        var random = SeededRandom(seed: seed, UInt64(bitPattern: evaluator.number), .max)
        let address = UInt64(bitPattern: first) &+ random.below(UInt64(max(1, size)))
        return made(evaluator) { buffer in
            for part in 0..<4 as Range<UInt64> {
                if part > 0 { buffer.append(UInt8(ascii: ".")) }
                buffer.append(decimal: Int64(address >> (24 - part * 8) & 0xFF))
            }
        }
    }

    private func hex(_ digest: [UInt8], _ evaluator: Evaluator) -> RuntimeValue {
        made(evaluator) { for byte in digest { $0.append(hex: byte) } }
    }

    /// RFC 9562 version 4 from the user's seeded numbers.
    private func uuid(_ evaluator: Evaluator) -> RuntimeValue {
        let high = evaluator.random.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = evaluator.random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return made(evaluator) { buffer in
            for index in 0..<16 {
                if index == 4 || index == 6 || index == 8 || index == 10 { buffer.append(UInt8(ascii: "-")) }
                let word = index < 8 ? high : low
                buffer.append(hex: UInt8(truncatingIfNeeded: word >> UInt64(56 - index % 8 * 8)))
            }
        }
    }

    private func date(
        _ arguments: Slice<UnsafeMutableBufferPointer<Int32>>,
        _ argument: (Int) -> RuntimeValue
    ) -> RuntimeValue {
        // The compiler gives the zone's number in the plan as the first argument.
        let zone = Int(argument(0).asInteger ?? -1)
        var moment = wallClock
        if arguments.count > 1, case .duration(let offset) = argument(1) {
            moment = moment.addingReportingOverflow(offset).partialValue
        }
        return .date(nanoseconds: moment, zone: zone)
    }

    private func changeCase(
        _ text: UnsafeRawBufferPointer,
        to function: Function,
        _ evaluator: Evaluator
    ) -> UnsafeRawBufferPointer {
        let whole = String(decoding: text, as: UTF8.self)
        let changed = function == .upper ? whole.uppercased() : whole.lowercased()
        return evaluator.rendered { $0.append(string: changed) }
    }

    private func length(_ value: RuntimeValue, _ evaluator: Evaluator) -> RuntimeValue {
        switch value {
        case .none: .none
        case .json(let bytes, .array), .json(let bytes, .object):
            .integer(Int64(evaluator.scanner.childCount(of: bytes)))
        // Characters as code points: bytes that do not continue one.
        default: .integer(Int64(evaluator.text(of: value).reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }))
        }
    }

    /// A whole number in the closed range, evenly.
    static func between(_ low: Int64, _ high: Int64, _ random: inout SeededRandom) -> Int64 {
        let width = UInt64(bitPattern: high &- low)
        return width == .max ? Int64(bitPattern: random.next()) : low &+ Int64(bitPattern: random.below(width + 1))
    }
}
