/// Headers whose secret is another one in many requests, such as a CSRF token that every answer renews: for whoever runs
/// the scenario they are one secret.
struct RotatingHeaders {
    /// Names with more values than this rotate.
    private static let most = 3

    private let names: Set<String>
    private var declared: [String: String] = [:]

    init(_ entries: [HAREntry] = []) {
        var values: [String: Set<String>] = [:]
        for header in entries.flatMap(\.headers) where values[header.name.lowercased(), default: []].count <= Self.most
        {
            values[header.name.lowercased(), default: []].insert(header.value)
        }
        names = Set(values.filter { $0.value.count > Self.most }.keys)
    }

    /// Takes note of a value before it is made a secret.
    mutating func note(_ name: String, _ value: String, secrets: SecretKeeper) {
        let key = name.lowercased()
        guard names.contains(key) else { return }
        let token = RequestMaker.credentials(value)?.token ?? value
        if let first = declared[key] {
            secrets.add(token, to: first)
        } else {
            let hint = token == value ? name : "access_token"
            declared[key] = secrets.name(for: token, hint: hint, comment: "the header \(name), which changes")
        }
    }
}
