import Curl
import Digest
import Groundwork
import LoadPlan

/// Encodings, digests in them, and signed tokens.
extension FunctionLibrary {
    /// A digest as the scenario asks for it: `base64`, `base64url`, otherwise hexadecimal.
    func written(_ digest: [UInt8], _ encoding: RuntimeValue, _ evaluator: Evaluator) -> RuntimeValue {
        guard case .text(let name) = encoding, name.first == UInt8(ascii: "b") else { return hex(digest, evaluator) }
        return made(evaluator) { buffer in
            digest.withUnsafeBytes { Base64.encode($0, name.last == UInt8(ascii: "l") ? .url : .standard, to: &buffer) }
        }
    }

    /// Bytes of a base64 text; none where it is none.
    func decoded(_ text: UnsafeRawBufferPointer, _ evaluator: Evaluator) -> RuntimeValue {
        var isValid = true
        let bytes = evaluator.rendered { isValid = Base64.decode(text, to: &$0) }
        return isValid ? .text(bytes) : .none
    }

    /// A JSON Web Token (RFC 7519) in compact form (RFC 7515 section 7.1), signed with HMAC SHA-256.
    func token(
        secret: UnsafeRawBufferPointer,
        claims: UnsafeRawBufferPointer,
        _ evaluator: Evaluator
    ) -> RuntimeValue {
        let header: StaticString = #"{"alg":"HS256","typ":"JWT"}"#
        return made(evaluator) { buffer in
            let bytes = UnsafeRawBufferPointer(start: header.utf8Start, count: header.utf8CodeUnitCount)
            Base64.encode(bytes, .url, to: &buffer)
            buffer.append(UInt8(ascii: "."))
            Base64.encode(claims, .url, to: &buffer)
            let signature = Digest.hmacSHA256(key: secret, buffer.bytes)
            buffer.append(UInt8(ascii: "."))
            signature.withUnsafeBytes { Base64.encode($0, .url, to: &buffer) }
        }
    }
}
