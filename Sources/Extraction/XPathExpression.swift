internal import CLibxml2

/// An XPath 1.0 expression (W3C recommendation of 1999), compiled once.
///
/// Not for two threads at a time.
public final class XPathExpression {
    /// Why a text is no XPath expression.
    public struct Mistake: Error, Equatable {
        /// What is wrong.
        public var message: String
        /// The byte where, or `nil` where that is not known.
        public var offset: Int?
    }

    /// What a query gave.
    public enum Result {
        /// Nodes, in the order of the document: their texts.
        case nodes(Nodes)
        /// A text.
        case text(String)
        /// A number.
        case number(Double)
        /// True or false.
        case boolean(Bool)
        /// It took more steps than it may, or has no meaning for this document; why, in words.
        case failed(String)
    }

    /// Nodes that a query found; they belong to the document.
    public final class Nodes {
        private let object: xmlXPathObjectPtr
        private let document: MarkupDocument

        fileprivate init(_ object: xmlXPathObjectPtr, _ document: MarkupDocument) {
            self.object = object
            self.document = document
        }

        deinit { zxml_object_free(object) }

        /// How many there are.
        public var count: Int { Int(zxml_node_count(object)) }

        /// Hands the text of a node over: of an element all text inside it, of an attribute its value.
        public func text<Result>(of index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
            guard index >= 0, index < count, let text = zxml_node_text(object, Int32(index)) else {
                return body(UnsafeRawBufferPointer(start: nil, count: 0))
            }
            defer { zxml_text_free(text) }
            var length = 0
            while text[length] != 0 { length += 1 }
            return body(UnsafeRawBufferPointer(start: text, count: length))
        }
    }

    private let compiled: OpaquePointer
    private let namespaces: [(prefix: String, uri: String)]

    /// Compiles an expression and tries it on an empty document, so that unknown functions are found before the run.
    public init(_ text: String, namespaces: [(prefix: String, uri: String)] = []) throws(Mistake) {
        MarkupLibrary.initialise()
        self.namespaces = namespaces
        guard let context = zxml_context(nil, MarkupDocument.stepLimit) else {
            throw Mistake(message: "there is no memory left")
        }
        defer { zxml_context_free(context) }
        guard text.utf8.count <= RegularExpression.lengthLimit else {
            throw Mistake(message: "it is longer than \(RegularExpression.lengthLimit) bytes")
        }
        guard let compiled = zxml_compile(context, text) else {
            throw Mistake(message: Self.words(zxml_error(context)), offset: Int(zxml_error_offset(context)))
        }
        self.compiled = compiled
        if let document = try? Self.empty(), case .failed(let reason) = evaluate(in: document) {
            throw Mistake(message: reason)
        }
    }

    deinit { zxml_compiled_free(compiled) }

    private static func empty() throws(MarkupDocument.Mistake) -> MarkupDocument {
        let text: StaticString = "<empty/>"
        return try MarkupDocument(
            UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount),
            as: .xml
        )
    }

    /// Asks a document.
    public func evaluate(in document: MarkupDocument) -> Result {
        let context = document.context
        for (prefix, uri) in namespaces { _ = zxml_namespace(context, prefix, uri) }
        defer { if !namespaces.isEmpty { zxml_forget_namespaces(context) } }
        guard let object = zxml_evaluate(context, compiled) else {
            return .failed(Self.words(zxml_error(context)))
        }
        switch xmlXPathObjectType(UInt32(zxml_type(object))) {
        case XPATH_NODESET: return .nodes(Nodes(object, document))
        case XPATH_NUMBER:
            defer { zxml_object_free(object) }
            return .number(zxml_number(object))
        case XPATH_BOOLEAN:
            defer { zxml_object_free(object) }
            return .boolean(zxml_boolean(object) != 0)
        default:
            defer { zxml_object_free(object) }
            guard let text = zxml_object_text(object) else { return .failed("it gave nothing that has a text") }
            defer { zxml_text_free(text) }
            return .text(String(cString: text))
        }
    }

    /// libxml2's numbers (XPath.h) in words.
    private static func words(_ number: Int32) -> String {
        switch number {
        case 1: "a number is malformed"
        case 2, 3: "a text lacks its closing quote"
        case 4, 5: "there are no variables here"
        case 6: "a predicate lacks its closing ]"
        case 8: "a closing bracket is missing"
        case 9: "there is no such function"
        case 10, 11: "an operand is of the wrong kind"
        case 12: "a function has the wrong number of arguments"
        case 19: "a prefix has no namespace"
        case 24, 25, 26: "it takes too many steps or nests too deeply"
        default: "this is no XPath 1.0"
        }
    }
}
