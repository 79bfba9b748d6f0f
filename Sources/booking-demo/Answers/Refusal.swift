import Groundwork

/// Why a request is not served: the one error type that route code throws, answered as `{"error":…,"reason":…}`.
struct Refusal: Error, Sendable {
    /// HTTP status.
    var status: Int
    /// A short name that programs compare.
    var error: String
    /// A sentence for people.
    var reason: String

    static func unauthorized(_ reason: String) -> Refusal {
        Refusal(status: 401, error: "unauthorized", reason: reason)
    }
    static func forbidden(_ reason: String) -> Refusal { Refusal(status: 403, error: "forbidden", reason: reason) }
    static func notFound(_ reason: String) -> Refusal { Refusal(status: 404, error: "not_found", reason: reason) }
    static func unprocessable(_ reason: String) -> Refusal {
        Refusal(status: 422, error: "unprocessable", reason: reason)
    }

    var answer: Answer {
        Answer(status: status, body: #"{"error":\#(JSONText.quoted(error)),"reason":\#(JSONText.quoted(reason))}"#)
    }
}
