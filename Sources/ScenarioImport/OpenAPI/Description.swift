import Groundwork
import JSON

/// An OpenAPI document whose references are followed, into files beside it too.
final class Description {
    let root: JSONValue
    /// Reads a file by its path relative to the document.
    private let readFile: (String) -> [UInt8]?
    /// Files that were read, with references that are meant from the document.
    private var files: [String: JSONValue] = [:]
    /// References that lead nowhere, since they were last asked for.
    private var missing: [String] = []

    private static let fileLimit = 2000

    init(root: JSONValue, readFile: @escaping (String) -> [UInt8]?) {
        self.root = root
        self.readFile = readFile
    }

    /// What a value stands for, where it is a reference; `nil` where it leads nowhere, or round in a circle. Members
    /// beside the reference win, as a description beside it does.
    func resolve(_ value: JSONValue?) -> JSONValue? {
        var value = value
        for _ in 0..<32 {
            guard let reference = value?["$ref"]?.string else { return value }
            guard let found = target(reference) else {
                if missing.count < 50 { missing.append(reference) }
                return nil
            }
            value = found
        }
        return nil
    }

    /// What was not found, said for people; each once.
    func takeMissing() -> [String] {
        defer { missing = [] }
        var seen: Set<String> = []
        return missing.filter { seen.insert($0).inserted }.map { reference in
            let isOther = !reference.hasPrefix("#")
            return "not translated: $ref \(reference.excerpt(150)): "
                + (isOther
                    ? "the file is not there; put it beside the description, or bundle first (redocly bundle)"
                    : "there is nothing")
        }
    }

    /// The value that a reference points to (RFC 6901), within the document or in a file beside it.
    private func target(_ reference: String) -> JSONValue? {
        let mark = reference.firstIndex(of: "#") ?? reference.endIndex
        let path = String(reference[..<mark])
        var value: JSONValue? = path.isEmpty ? root : file(path)
        for part in reference[mark...].dropFirst().split(separator: "/") {
            let name = (PercentEncoding.decoded(part) ?? String(part))
                .replacing("~1", with: "/").replacing("~0", with: "~")
            if let items = value?.items, !items.isEmpty {
                guard let index = Int(name), items.indices.contains(index) else { return nil }
                value = items[index]
            } else {
                value = value?[name]
            }
        }
        return value
    }

    private func file(_ path: String) -> JSONValue? {
        let path = Self.joined("", PercentEncoding.decoded(path) ?? path)
        if let known = files[path] { return known == .null ? nil : known }
        files[path] = .null
        guard files.count <= Self.fileLimit, !TextSearch.contains(path, "://"), let bytes = readFile(path) else {
            return nil
        }
        let first = bytes.first { $0 > 0x20 && $0 < 0x80 }
        let read =
            first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
            ? try? JSONValue(reading: bytes) : try? YAMLReader.read(bytes)
        guard let read else { return nil }
        let value = Self.rebased(read, path)
        files[path] = value
        return value
    }

    /// References of a file as they are meant from the document.
    private static func rebased(_ value: JSONValue, _ path: String) -> JSONValue {
        switch value {
        case .array(let items): return .array(items.map { rebased($0, path) })
        case .object(let members):
            return .object(
                members.map { member in
                    guard member.name == "$ref", let reference = member.value.string else {
                        return JSONMember(name: member.name, value: rebased(member.value, path))
                    }
                    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
                        separator: "/"
                    )
                    let isLocal = reference.hasPrefix("#")
                    let isWhole = TextSearch.contains(reference, "://")
                    let meant = isLocal ? path + reference : isWhole ? reference : joined(folder, reference)
                    return JSONMember(name: "$ref", value: .string(meant))
                }
            )
        default: return value
        }
    }

    /// A path from a folder, without `.` and, as far as there are names before, `..`.
    private static func joined(_ folder: String, _ path: String) -> String {
        if TextSearch.contains(path, "://") || path.hasPrefix("/") { return path }
        var names: [Substring] = []
        for name in (folder + "/" + path).split(separator: "/") where name != "." {
            if name == "..", let last = names.last, last != ".." { names.removeLast() } else { names.append(name) }
        }
        return names.joined(separator: "/")
    }
}
