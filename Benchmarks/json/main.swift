import Groundwork
import JSON
import LoadPlan

/// What one capture from an answer costs: the fastest of several rounds over bodies such as services send. Prints a line
/// for each body; `json-benchmark NAME ROUNDS` only goes through one body so often, for counting instructions.

private func slots(_ count: Int, lineBreak: String, indent: String) -> String {
    let rows = (0..<count).map { number in
        let members = [
            "\"id\": \(1000 + number)", "\"start\": \"2026-11-23T09:\(10 + number % 50):00-03:00\"",
            "\"free\": \(number % 3 == 0)",
        ]
        return "{\(lineBreak)\(members.joined(separator: ",\(lineBreak)\(indent)"))\(lineBreak)}"
    }
    let list = rows.joined(separator: ",\(lineBreak)")
    let text = "{\"provider\": 7,\(lineBreak)\"slots\": [\(list)],\(lineBreak)\"next\": 9}"
    return lineBreak.isEmpty ? text.replacing(": ", with: ":") : text
}

private let sentence =
    "Una descripción larga de lo que se ofrece, con horarios y \\\"comillas\\\" para que haya escapes."
private let bodies: [(name: String, text: String)] = [
    ("booking", #"{"id":"b_8f2c61d0","code":"G79ZD","status":"confirmed","slotId":12345,"amount":14500,"next":9}"#),
    ("slots", slots(20, lineBreak: "", indent: "")),
    ("slots-1000", slots(1000, lineBreak: "", indent: "")),
    ("indented", slots(20, lineBreak: "\n", indent: "      ")),
    (
        "words",
        "{\"items\":[\((0..<20).map { "{\"title\":\"\($0)\",\"about\":\"\(sentence)\"}" }.joined(separator: ","))],\"next\":9}"
    ),
    (
        "numbers",
        "{\"points\":[\((0..<300).map { "[\(-58.3 - Double($0) / 997),\($0)]" }.joined(separator: ","))],\"next\":9}"
    ),
]

private func path(_ names: String...) -> JSONQuery {
    JSONQuery(JSONPath(text: "", segments: names.map { .child([.name(Array($0.utf8))]) }))
}

/// One look into an answer for its last member, and five for names that come one after another.
private let one = path("next")
private let more = ["next", "id", "status", "code", "provider"].map { path($0) }

@inline(never)
private func look(_ queries: ArraySlice<JSONQuery>, _ scanner: inout JSONScanner, _ body: UnsafeRawBufferPointer) -> Int
{
    scanner.forget()
    var found = 0
    for query in queries { found &+= scanner.first(query, in: body)?.bytes.count ?? 0 }
    return found
}

private func fastest(_ queries: ArraySlice<JSONQuery>, _ body: UnsafeRawBufferPointer) -> Double {
    var scanner = JSONScanner()
    let count = max(20, 1_000_000 / body.count)
    var best = Double.infinity
    for _ in 0..<12 {
        let start = SystemTime.monotonic()
        for _ in 0..<count { _ = look(queries, &scanner, body) }
        best = min(best, Double(SystemTime.monotonic() - start) / Double(count))
    }
    return best
}

let arguments = CommandLine.arguments
for body in bodies where arguments.count < 2 || arguments[1] == body.name {
    Array(body.text.utf8).withUnsafeBytes { bytes in
        if arguments.count > 2, let rounds = Int(arguments[2]) {
            var scanner = JSONScanner()
            for _ in 0..<rounds { _ = look([one], &scanner, bytes) }
            return
        }
        let single = fastest([one], bytes)
        let five = fastest(more[...], bytes)
        let speed = (Double(bytes.count) / single * 100).rounded() / 100
        print("\(body.name) \(bytes.count) B: \(single.rounded()) ns, \(speed) GB/s; five looks \(five.rounded()) ns")
    }
}
