internal import CLibxml2

/// An answer read as XML or HTML by libxml2: nothing is fetched, and a document that declares entities is refused.
public final class MarkupDocument {
    /// How a text is read.
    public enum Language: Sendable {
        /// Namespaces, and well-formed or not at all.
        case xml
        /// As browsers read it: what is missing is added.
        case html
    }

    /// Why a text could not be read.
    public struct Mistake: Error, Equatable {
        /// In words: `line 3: Opening and ending tag mismatch: a and b`.
        public var message: String
    }

    /// Largest text that is read, in bytes: a tree takes many times as much.
    public static let sizeLimit = 8 << 20
    /// Steps that one query may take.
    static let stepLimit: UInt = 5_000_000

    private let document: xmlDocPtr
    let context: xmlXPathContextPtr

    /// Reads a text.
    /// - Parameter charset: as the answer's header names it; `nil` leaves it to the text.
    public init(
        _ text: UnsafeRawBufferPointer,
        as language: Language,
        charset: String? = nil
    ) throws(Mistake) {
        MarkupLibrary.initialise()
        guard text.count <= Self.sizeLimit else {
            throw Mistake(message: "it is larger than \(Self.sizeLimit >> 20) MiB")
        }
        guard let start = text.baseAddress, !text.isEmpty else { throw Mistake(message: "it is empty") }
        var failure = zxml_failure()
        let bytes = start.assumingMemoryBound(to: CChar.self)
        // HTML is UTF-8 unless something says otherwise; libxml2 would take Latin-1.
        let charset = charset ?? (language == .html && !Self.namesCharset(text) ? "UTF-8" : nil)
        guard let document = zxml_read(bytes, Int32(text.count), language == .html ? 1 : 0, charset, &failure) else {
            throw Mistake(message: Self.words(failure))
        }
        guard let context = zxml_context(document, Self.stepLimit) else {
            zxml_free(document)
            throw Mistake(message: "there is no memory left")
        }
        self.document = document
        self.context = context
    }

    deinit {
        zxml_context_free(context)
        zxml_free(document)
    }

    private static func words(_ failure: zxml_failure) -> String {
        if failure.entities != 0 { return "it declares entities, which are not expanded" }
        let message = withUnsafeBytes(of: failure.message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 && $0 != 10 }, as: UTF8.self)
        }
        return "line \(max(1, failure.line)): \(message.isEmpty ? "it ends too soon" : message)"
    }

    /// Whether `charset` stands among the first bytes, as in a `meta` element.
    private static func namesCharset(_ text: UnsafeRawBufferPointer) -> Bool {
        let wanted = Array("charset".utf8)
        let head = text.prefix(1024)
        return head.indices.contains { index in
            head.count - index >= wanted.count && wanted.indices.allSatisfy { head[index + $0] | 0x20 == wanted[$0] }
        }
    }

    /// Which language a text is in, by its content type where there is one and otherwise by how it begins.
    public static func language(of text: UnsafeRawBufferPointer, contentType: UnsafeRawBufferPointer?) -> Language {
        if let contentType, !contentType.isEmpty {
            if begins(contentType, with: "text/html") { return .html }
            if !begins(contentType, with: "text/plain") { return .xml }
        }
        var text = text[...]
        while let first = text.first, first <= 0x20 || first == 0xEF || first == 0xBB || first == 0xBF {
            text.removeFirst()
        }
        let head = UnsafeRawBufferPointer(rebasing: text)
        return begins(head, with: "<!doctype html") || begins(head, with: "<html") ? .html : .xml
    }

    /// Compared without regard to case.
    private static func begins(_ text: UnsafeRawBufferPointer, with word: StaticString) -> Bool {
        word.withUTF8Buffer { word in
            text.count >= word.count
                && word.indices.allSatisfy { index in
                    let byte = text[index]
                    return (byte >= 65 && byte <= 90 ? byte | 0x20 : byte) == word[index]
                }
        }
    }
}

/// libxml2 wants to be initialised before several threads use it.
enum MarkupLibrary {
    private static let once: Void = zxml_initialise()
    static func initialise() { once }
}
