import Foundation
import Hummingbird

/// `{email,password}`.
struct LoginBody: Decodable {
    var email: String
    var password: String
}

/// `{slotId,patientDni}`.
struct BookingBody: Decodable {
    var slotId: LooseNumber
    var patientDni: LooseNumber
}

/// `{bookingId,amount,method}`; the amount is in pesos.
struct PaymentBody: Decodable {
    var bookingId: LooseNumber
    var amount: Double
    var method: String
}

/// A whole number, sent as a number or as a string of digits: clients that fill templates send either.
struct LooseNumber: Decodable {
    var value: Int64

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Int64.self) {
            self.value = value
        } else if let text = try? container.decode(String.self), let value = Int64(text) {
            self.value = value
        } else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a whole number is expected")
        }
    }
}

extension Request {
    /// The bytes of the body, and what they say.
    /// - Throws: `Refusal` 413 or 422.
    func body<Body: Decodable>(_ type: Body.Type) async throws -> (Body, bytes: [UInt8]) {
        let buffer: ByteBuffer
        do {
            buffer = try await body.collect(upTo: 64 * 1024)
        } catch {
            throw Refusal(status: 413, error: "too_large", reason: "the body is too large or broke off")
        }
        let bytes = Array(buffer.readableBytesView)
        do {
            return (try JSONDecoder().decode(type, from: Data(bytes)), bytes)
        } catch let error as DecodingError {
            throw Refusal.unprocessable(error.reason)
        }
    }
}

extension DecodingError {
    /// One sentence for the client.
    fileprivate var reason: String {
        switch self {
        case .keyNotFound(let key, _): return "“\(key.stringValue)” is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            return path.isEmpty ? "the body is not a JSON object" : "“\(path)” has the wrong type or value"
        @unknown default: return "the body cannot be read"
        }
    }
}
