/// The number of an element in its list. It costs what an `Int32` costs, and cannot be taken for the number of an element
/// of another list.
struct IndexOf<Element>: Hashable, Sendable {
    private let raw: Int32

    @inline(__always)
    init(_ number: Int) { raw = Int32(number) }

    /// Its place in the list, from 0.
    @inline(__always)
    var int: Int { Int(raw) }

    /// The element before it, and the one after.
    var previous: Self { Self(int - 1) }
    var next: Self { Self(int + 1) }
}

extension Array {
    @inline(__always)
    subscript(index: IndexOf<Element>) -> Element {
        get { self[index.int] }
        set { self[index.int] = newValue }
    }

    /// Appends an element.
    /// - Returns: its number.
    mutating func add(_ element: Element) -> IndexOf<Element> {
        append(element)
        return IndexOf(count - 1)
    }
}
