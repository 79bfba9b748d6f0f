internal import CPCRE2

/// A regular expression of PCRE2 (pcre2pattern(3)) over UTF-8, compiled once, to machine code where the system allows
/// it. Searching takes no memory and ends after ``stepLimit`` steps, whatever the pattern.
///
/// Not for two threads at a time: a search keeps its groups here.
public final class RegularExpression {
    /// Why a text is no regular expression.
    public struct Mistake: Error, Equatable {
        /// In PCRE2's words.
        public var message: String
        /// The byte at or before which it was found.
        public var offset: Int
    }

    /// How a search ended.
    public enum Outcome {
        /// Found: the bytes of the group asked for, and where the whole match ends.
        case found(Range<Int>, end: Int)
        /// Found, but the group took no part in it.
        case withoutGroup(end: Int)
        /// It stands nowhere.
        case absent
        /// The search took more steps or memory than it may.
        case givenUp
    }

    /// Steps of one search: some milliseconds.
    public static let stepLimit: UInt32 = 1_000_000
    /// Longest pattern in bytes.
    public static let lengthLimit = 10_000

    private let code: OpaquePointer
    private let data: OpaquePointer
    private let limits: OpaquePointer

    /// Compiles a pattern.
    public init(_ pattern: String) throws(Mistake) {
        guard pattern.utf8.count <= Self.lengthLimit else {
            throw Mistake(message: "the pattern is longer than \(Self.lengthLimit) bytes", offset: 0)
        }
        var number: Int32 = 0
        var offset = 0
        var bytes = Array(pattern.utf8)
        // An empty pattern needs an address too.
        bytes.append(0)
        guard let code = zpcre_compile(bytes, bytes.count - 1, &number, &offset) else {
            var text = [UInt8](repeating: 0, count: 256)
            zpcre_message(number, &text, text.count)
            throw Mistake(message: String(decoding: text.prefix { $0 != 0 }, as: UTF8.self), offset: offset)
        }
        guard let data = zpcre_match_data(code), let limits = zpcre_limits(Self.stepLimit, 10_000, 16 << 10) else {
            zpcre_free(code)
            throw Mistake(message: "there is no memory left", offset: 0)
        }
        self.code = code
        self.data = data
        self.limits = limits
    }

    deinit {
        zpcre_limits_free(limits)
        zpcre_match_data_free(data)
        zpcre_free(code)
    }

    /// Groups in brackets; the whole match is group 0 besides.
    public var groupCount: Int { Int(zpcre_group_count(code)) }

    /// The number of a named group.
    public func group(named name: String) -> Int? {
        let number = zpcre_group_number(code, name)
        return number > 0 ? Int(number) : nil
    }

    /// Names of groups.
    public var groupNames: [String] {
        var names: [String] = []
        while let name = zpcre_group_name(code, UInt32(names.count)) { names.append(String(cString: name)) }
        return names
    }

    /// Searches `text` from a byte on.
    public func find(in text: UnsafeRawBufferPointer, from: Int = 0, group: Int = 0) -> Outcome {
        guard from <= text.count else { return .absent }
        // PCRE2 takes no null pointer, not even for nothing.
        guard let start = text.baseAddress else {
            return withUnsafeBytes(of: UInt8(0)) {
                find(UnsafeRawBufferPointer(rebasing: $0[0..<0]), $0.baseAddress, 0, group)
            }
        }
        return find(text, start, from, group)
    }

    private func find(_ text: UnsafeRawBufferPointer, _ start: UnsafeRawPointer?, _ from: Int, _ group: Int) -> Outcome
    {
        let result = zpcre_match(code, start?.assumingMemoryBound(to: UInt8.self), text.count, from, data, limits)
        guard result > 0 else { return result == 0 ? .absent : .givenUp }
        let end = zpcre_end(data, 0)
        guard group >= 0, group <= groupCount else { return .withoutGroup(end: end) }
        let first = zpcre_begin(data, UInt32(group))
        let last = zpcre_end(data, UInt32(group))
        // An unset group has -1 at both ends, and \K may put a beginning behind its end.
        guard first >= 0, first <= last, last <= text.count else { return .withoutGroup(end: end) }
        return .found(first..<last, end: end)
    }
}
