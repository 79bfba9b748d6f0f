import Foundation
import FoundationNetworking
import Testing

/// An answer with its JSON read.
struct DemoAnswer: Sendable {
    var status: Int
    var headers: [String: String]
    var body: Data

    /// The value of one key of a JSON object.
    func string(_ key: String) -> String? { object[key] as? String }
    func number(_ key: String) -> Int? { (object[key] as? NSNumber)?.intValue }
    func list(_ key: String) -> [[String: Any]] { object[key] as? [[String: Any]] ?? [] }
    func counts(_ key: String) -> [String: Int] { object[key] as? [String: Int] ?? [:] }

    private var object: [String: Any] {
        (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] ?? [:]
    }
}

extension DemoProcess {
    /// Many connections at once: a race must not queue in the client.
    private static let session: URLSession = {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = 64
        configuration.timeoutIntervalForRequest = 60
        return URLSession(configuration: configuration)
    }()

    /// Sends one request; `json` is the body as text.
    func send(
        _ method: String,
        _ path: String,
        json: String? = nil,
        token: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> DemoAnswer {
        var request = URLRequest(url: try #require(URL(string: address + path)))
        request.httpMethod = method
        request.httpBody = json.map { Data($0.utf8) }
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await DemoProcess.session.data(for: request)
        let http = try #require(response as? HTTPURLResponse)
        var fields: [String: String] = [:]
        for (name, value) in http.allHeaderFields { fields["\(name)".lowercased()] = "\(value)" }
        return DemoAnswer(status: http.statusCode, headers: fields, body: data)
    }

    /// Sends a GET before it returns: unlike a child task it does not wait for a free thread of the test.
    /// - Returns: the status to come; 0 when there is no answer.
    func start(_ path: String) throws -> AsyncStream<Int> {
        let url = try #require(URL(string: address + path))
        let (stream, continuation) = AsyncStream.makeStream(of: Int.self)
        DemoProcess.session.dataTask(with: url) { _, response, _ in
            continuation.yield((response as? HTTPURLResponse)?.statusCode ?? 0)
            continuation.finish()
        }.resume()
        return stream
    }

    /// Logs in as `paciente<number>`, or as the administrator.
    func token(patient number: Int? = 1) async throws -> String {
        let email = number.map { "paciente\($0)@turnos.test" } ?? "admin@turnos.test"
        let answer = try await send(
            "POST",
            "/api/auth/login",
            json: #"{"email":"\#(email)","password":"turnos123"}"#
        )
        return try #require(answer.string("token"))
    }

    /// Books a slot.
    func book(_ slot: Int, token: String, headers: [String: String] = [:]) async throws -> DemoAnswer {
        try await send(
            "POST",
            "/api/bookings",
            json: #"{"slotId":\#(slot),"patientDni":"12345678"}"#,
            token: token,
            headers: headers
        )
    }

    /// Asks until the answer suits or a minute is over; the last answer either way.
    func poll(_ path: String, token: String, until suits: (DemoAnswer) -> Bool) async throws -> DemoAnswer {
        let deadline = ContinuousClock.now + .seconds(60)
        var answer = try await send("GET", path, token: token)
        while !suits(answer), ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(20))
            answer = try await send("GET", path, token: token)
        }
        return answer
    }
}

/// A date in Buenos Aires, some days from today, as `YYYY-MM-DD`.
func day(_ offset: Int) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: -3 * 3600)
    formatter.dateFormat = "yyyy-MM-dd"
    return formatter.string(from: Date().addingTimeInterval(Double(offset) * 86_400))
}
