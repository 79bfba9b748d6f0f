public import LoadMetrics
public import LoadPlan

extension CleanUpEntry {
    /// A value of the run; secrets in it become references.
    init(_ export: Procedure.Export, _ value: StoredValue, _ plan: Plan) {
        let name = plan.sharedValues[export.value]
        guard !export.hidesSecret else {
            self.init(event: .value, name: name)
            return
        }
        let (kind, text) = Self.text(of: value, plan)
        self.init(event: .value, name: name, kind: kind, value: Self.parts(text, plan.secrets))
    }

    private static func text(of value: StoredValue, _ plan: Plan) -> (kind: String, text: String) {
        switch value {
        case .none: ("none", "")
        case .bool(let value): ("boolean", "\(value)")
        case .integer(let value): ("integer", "\(value)")
        case .number(let value): ("number", "\(value)")
        case .text(let bytes): ("text", String(decoding: bytes, as: UTF8.self))
        case .json(let bytes, _): ("json", String(decoding: bytes, as: UTF8.self))
        case .duration(let value): ("duration", "\(value)")
        case .date(let nanoseconds, let zone):
            ("date", "\(nanoseconds) \(plan.zones.indices.contains(zone) ? plan.zones[zone] : "")")
        }
    }

    /// A text cut where secrets stand in it; of several at one place the longest.
    static func parts(_ text: String, _ secrets: [Plan.Secret]) -> [Part] {
        let known = secrets.filter { !$0.value.isEmpty }.sorted { $0.value.utf8.count > $1.value.utf8.count }
        var parts: [Part] = []
        var plain = ""
        var rest = Substring(text)
        while let first = rest.first {
            if let secret = known.first(where: { rest.hasPrefix($0.value) }) {
                if !plain.isEmpty { parts.append(.text(plain)) }
                plain = ""
                parts.append(.secret(secret.name))
                rest = rest.dropFirst(secret.value.count)
            } else {
                plain.append(first)
                rest = rest.dropFirst()
            }
        }
        if !plain.isEmpty { parts.append(.text(plain)) }
        return parts
    }

    /// The value that was written down, and its number in the plan; `nil` where it was not, or is of no use any more.
    func restored(_ plan: Plan) -> (number: Int, value: StoredValue)? {
        guard event == .value, let name, let number = plan.sharedValues.firstIndex(of: name), let value else {
            return nil
        }
        var text = ""
        for part in value {
            switch part {
            case .text(let plain): text += plain
            case .secret(let name):
                guard let secret = plan.secrets.first(where: { $0.name == name }) else { return nil }
                text += secret.value
            }
        }
        return Self.value(kind ?? "", text, plan).map { (number, $0) }
    }

    private static func value(_ kind: String, _ text: String, _ plan: Plan) -> StoredValue? {
        switch kind {
        case "none": return StoredValue.none
        case "boolean": return .bool(text == "true")
        case "integer": return Int64(text).map { .integer($0) }
        case "number": return Double(text).map { .number($0) }
        case "text": return .text(Array(text.utf8))
        case "json":
            let first = text.utf8.first ?? 0
            let kind: ValueKind =
                switch first {
                case UInt8(ascii: "["): .array
                case UInt8(ascii: "{"): .object
                case UInt8(ascii: "-"), 0x30...0x39: .number
                default: .null
                }
            return .json(Array(text.utf8), kind)
        case "duration": return Int64(text).map { .duration($0) }
        case "date":
            let words = text.split(separator: " ")
            guard words.count == 2, let time = Int64(words[0]) else { return nil }
            return plan.zones.firstIndex(of: String(words[1])).map { .date(nanoseconds: time, zone: $0) }
        default: return nil
        }
    }

    /// What a journal says is left to clean up: the run's values by number, and names of those that were not written
    /// down; `nil` where nothing is left.
    public static func remains(_ entries: [CleanUpEntry], of plan: Plan) -> (
        values: [Int: StoredValue], lost: [String]
    )? {
        guard entries.contains(where: { $0.event == .begun }), !entries.contains(where: { $0.event == .cleaned }) else {
            return nil
        }
        var values: [Int: StoredValue] = [:]
        var lost: Set<String> = []
        for entry in entries where entry.event == .value {
            if let (number, value) = entry.restored(plan) {
                values[number] = value
            } else if let name = entry.name {
                lost.insert(name)
            }
        }
        return (values, lost.sorted())
    }
}
