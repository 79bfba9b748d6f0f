import Curl
import Digest
import Groundwork
import JSON
import LoadPlan

/// The meaning of the language's functions (``LoadPlan/Function``), one case each.
final class FunctionLibrary {
    let calendar: DateCalendar
    let tables: TableStore
    /// Users of the closed model; 0 in the open one, whose arrivals are numbered.
    private let users: UInt64
    /// Places in the scenario that ask for the next number.
    private let sequencePlaces: UInt64
    /// The run's seed.
    private let seed: UInt64
    /// What this run has and no other; 0 gives the values of the seed alone.
    private let nonce: UInt64
    /// The calendar's time now; set by the shard at each turn.
    var wallClock: Int64 = 0

    init(plan: Plan, seed: UInt64, nonce: UInt64 = 0, sequencePlaces: Int) {
        self.seed = seed
        self.nonce = nonce
        calendar = DateCalendar(zones: plan.zones)
        tables = TableStore(plan.tables, seed: seed)
        users = plan.load.model == .users ? UInt64(max(1, plan.load.userCount)) : 0
        self.sequencePlaces = UInt64(max(1, sequencePlaces))
    }

    /// The next number of a sequence over the whole run that no two users share, whatever the number of shards: users
    /// take turns, and an arrival has as many numbers as there are places that ask; loops go far beyond.
    private func next(_ evaluator: Evaluator) -> RuntimeValue {
        guard let calls = evaluator.sequenceCalls else { return .none }
        let call = calls.pointee & Self.callMask
        let range = calls.pointee & ~Self.callMask
        calls.pointee &+= 1
        let user = UInt64(bitPattern: evaluator.number)
        let value =
            users > 0
            ? call &* users &+ user
            : (call / sequencePlaces) << 40 &+ user &* sequencePlaces &+ call % sequencePlaces
        return .integer(Int64(truncatingIfNeeded: (value &+ 1) & Self.callMask | range))
    }

    /// Bits that count calls; those above keep users of races, who are numbered anew, apart from the load's.
    private static let callMask = UInt64(1) << 56 - 1

    /// What the calls of a race's users begin with.
    static func firstCall(ofRace race: Int) -> UInt64 { UInt64(min(race, 125) + 1) << 56 }

    func call(
        _ function: Function,
        _ arguments: Slice<UnsafeMutableBufferPointer<NodeID>>,
        _ evaluator: Evaluator
    ) -> RuntimeValue {
        // The compiler has checked how many there are.
        func argument(_ index: Int) -> RuntimeValue {
            index < arguments.count ? evaluator.evaluate(arguments[arguments.startIndex + index]) : .none
        }
        func text(_ index: Int) -> UnsafeRawBufferPointer { evaluator.text(of: argument(index)) }
        switch function {
        case .uuid: return unique(evaluator) { Self.uuid(&$0, &$1) }
        case .random:
            guard let low = argument(0).asInteger, let high = argument(1).asInteger, high >= low else { return .none }
            return .integer(Self.between(low, high, &evaluator.random))
        case .choice:
            guard arguments.count > 0 else { return .none }
            return argument(Int(evaluator.random.below(UInt64(arguments.count))))
        case .sequence: return next(evaluator)
        case .now: return .date(nanoseconds: wallClock, zone: -1)
        case .date: return date(arguments, argument)
        case .dni: return unique(evaluator) { Persona.dni(&$0, &$1) }
        case .cuit:
            guard arguments.count > 0 else { return unique(evaluator) { Persona.cuit(&$0, &$1) } }
            guard let dni = argument(0).asInteger, dni > 0, dni < 100_000_000 else { return .none }
            return made(evaluator) { Persona.cuit(&$0, ofDNI: UInt64(dni)) }
        case .phoneAR: return unique(evaluator) { Persona.phone(&$0, &$1) }
        case .name: return made(evaluator) { Persona.name(&$0, &evaluator.random) }
        case .email: return unique(evaluator) { Persona.email(&$0, &$1) }
        case .lorem:
            let words = min(max(argument(0).asInteger ?? 8, 0), 1000)
            return made(evaluator) { Persona.lorem(&$0, Int(words), &evaluator.random) }
        case .upper, .lower: return .text(changeCase(text(0), to: function, evaluator))
        case .length: return length(argument(0), evaluator)
        case .base64:
            let plain = text(0)
            return made(evaluator) { Base64.encode(plain, to: &$0) }
        case .base64URL:
            let plain = text(0)
            return made(evaluator) { Base64.encode(plain, .url, to: &$0) }
        case .base64Decode: return decoded(text(0), evaluator)
        case .urlencode:
            let plain = text(0)
            return made(evaluator) { PercentEncoding.encode(plain, to: &$0) }
        case .userAddress:
            return userAddress(evaluator, first: argument(0).asInteger ?? 0, size: argument(1).asInteger ?? 1)
        case .sha256: return written(Digest.sha256(text(0)), argument(1), evaluator)
        case .hmacSHA256: return written(Digest.hmacSHA256(key: text(0), text(1)), argument(2), evaluator)
        case .jwtSign:
            // The algorithm may come first; the compiler has seen that it is HS256.
            let first = arguments.count > 2 ? 1 : 0
            return token(secret: text(first), claims: text(first + 1), evaluator)
        case .split: return split(text(0), text(1), evaluator)
        case .join: return join(argument(0), text(1), evaluator)
        case .replace: return replace(text(0), text(1), text(2), evaluator)
        case .substring: return substring(argument(0), argument(1), argument(2), evaluator)
        case .round: return Self.round(argument(0), argument(1))
        case .abs: return Self.magnitude(argument(0))
        case .min, .max:
            guard arguments.count > 1 else { return extreme(function, in: argument(0), evaluator) }
            var best = argument(0)
            for index in 1..<arguments.count { best = Self.better(function, best, argument(index)) }
            return best
        case .timestamp, .timestampMS:
            let moment = arguments.count > 0 ? argument(0) : .date(nanoseconds: wallClock, zone: -1)
            return Self.timestamp(moment, per: function == .timestamp ? 1_000_000_000 : 1_000_000)
        case .parseDate: return parseDate(text(0), zone: arguments.count > 1 ? argument(1).asInteger : nil)
        // Done when the scenario was compiled.
        case .env, .file: return .none
        }
    }

    func made(_ evaluator: Evaluator, _ write: (inout GrowingBytes) -> Void) -> RuntimeValue {
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

    func hex(_ digest: [UInt8], _ evaluator: Evaluator) -> RuntimeValue {
        made(evaluator) { for byte in digest { Hex.write(byte, to: &$0) } }
    }

    /// What the service must see once: another value in each run. The user's seeded numbers go on as if the value had been
    /// drawn from them, so everything else that is drawn stays the seed's.
    private func unique(
        _ evaluator: Evaluator,
        _ write: (inout GrowingBytes, inout SeededRandom) -> Void
    ) -> RuntimeValue {
        var copy = evaluator.random
        let place = copy.next()
        return made(evaluator) { buffer in
            write(&buffer, &evaluator.random)
            guard nonce != 0 else { return }
            buffer.clear()
            var own = SeededRandom(seed: nonce, place)
            write(&buffer, &own)
        }
    }

    /// RFC 9562 version 4.
    private static func uuid(_ buffer: inout GrowingBytes, _ random: inout SeededRandom) {
        let high = random.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        for index in 0..<16 {
            if index == 4 || index == 6 || index == 8 || index == 10 { buffer.append(UInt8(ascii: "-")) }
            let word = index < 8 ? high : low
            Hex.write(UInt8(truncatingIfNeeded: word >> UInt64(56 - index % 8 * 8)), to: &buffer)
        }
    }

    private func date(
        _ arguments: Slice<UnsafeMutableBufferPointer<NodeID>>,
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
