import Extraction

/// Reads an answer as XML or HTML when something first asks for it, and keeps the tree for the same answer.
final class MarkupReader {
    private var document: MarkupDocument?
    private var isRead = false
    /// Why the answer is no document.
    private(set) var error: String?

    private static let contentType: StaticString = "content-type"

    /// Another answer is looked at from now on.
    func forget() {
        guard isRead else { return }
        document = nil
        error = nil
        isRead = false
    }

    /// The answer as a document; `nil` where it is none.
    /// - Parameter headers: the answer's header lines, where the text is its body.
    func document(_ text: UnsafeRawBufferPointer, headers: UnsafeRawBufferPointer?) -> MarkupDocument? {
        if isRead { return document }
        isRead = true
        let name = UnsafeRawBufferPointer(
            start: Self.contentType.utf8Start,
            count: Self.contentType.utf8CodeUnitCount
        )
        let type = headers.flatMap { HeaderSearch.value(of: name, in: $0) }
        do throws(MarkupDocument.Mistake) {
            document = try MarkupDocument(
                text,
                as: MarkupDocument.language(of: text, contentType: type),
                charset: type.flatMap { Self.charset(of: String(decoding: $0, as: UTF8.self)) }
            )
        } catch {
            self.error = error.message
        }
        return document
    }

    /// `charset=…` of a content type (RFC 9110 section 8.3.2).
    static func charset(of contentType: String) -> String? {
        for part in contentType.split(separator: ";").dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].lowercased().filter({ $0 != " " }) == "charset" else { continue }
            let value = pair[1].filter { $0 != "\"" && $0 != " " }
            return value.isEmpty ? nil : value
        }
        return nil
    }
}
