import JSON

/// Names operations: `createBooking` of the tag bookings is `bookings.create`.
enum OperationNaming {
    static func name(_ operation: JSONValue, family: String, method: String, path: String) -> String {
        guard let identifier = operation["operationId"]?.string, !Names.words(identifier).isEmpty else {
            let name = StepNaming.name(method: method, segments: path.split(separator: "/").map(String.init))
            return name
        }
        let around = Set(Names.words(family).flatMap { [$0, singular($0)] })
        let words = Names.words(identifier).filter { !around.contains($0) && !around.contains(singular($0)) }
        // `getBookings` and `getBooking`: of many, and of one.
        let isOfMany = !(path.split(separator: "/").last.map { StepNaming.isIdentifier(String($0)) } ?? false)
        if words == ["get"], method == "GET", isOfMany { return Names.label(parts: [family, "list"], or: "step") }
        let last = words.isEmpty ? method.lowercased() : words.joined(separator: "-")
        return Names.label(parts: [family, last], or: "step")
    }

    private static func singular(_ word: String) -> String { word.hasSuffix("s") ? String(word.dropLast()) : word }
}
