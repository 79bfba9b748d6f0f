import Curl
import Digest
import LoadPlan

/// Encodings, digests in them, and signed tokens.
extension FunctionLibrary {
    /// A digest as the scenario asks for it: `base64`, `base64url`, otherwise hexadecimal.
    func written(_ digest: [UInt8], _ encoding: RuntimeValue, _ evaluator: Evaluator) -> RuntimeValue {
        guard case .text(let name) = encoding, name.first == UInt8(ascii: "b") else { return hex(digest, evaluator) }
        return made(evaluator) { buffer in
            digest.withUnsafeBytes { buffer.append(base64: $0, forURL: name.last == UInt8(ascii: "l")) }
        }
    }

    /// Bytes of a base64 text; none where it is none.
    func decoded(_ text: UnsafeRawBufferPointer, _ evaluator: Evaluator) -> RuntimeValue {
        var isValid = true
        let bytes = evaluator.rendered { isValid = $0.append(fromBase64: text) }
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
            buffer.append(
                base64: UnsafeRawBufferPointer(start: header.utf8Start, count: header.utf8CodeUnitCount),
                forURL: true
            )
            buffer.append(UInt8(ascii: "."))
            buffer.append(base64: claims, forURL: true)
            let signature = Digest.hmacSHA256(key: secret, buffer.bytes)
            buffer.append(UInt8(ascii: "."))
            signature.withUnsafeBytes { buffer.append(base64: $0, forURL: true) }
        }
    }
}

extension ByteBuffer {
    /// Adds bytes in base64 (RFC 4648 section 4), or in its alphabet for URLs without padding (section 5).
    mutating func append(base64 bytes: UnsafeRawBufferPointer, forURL: Bool = false) {
        func digit(_ value: UInt8) -> UInt8 {
            switch value {
            case 0..<26: 65 + value
            case 26..<52: 71 + value
            case 52..<62: value &- 4
            case 62: forURL ? UInt8(ascii: "-") : UInt8(ascii: "+")
            default: forURL ? UInt8(ascii: "_") : UInt8(ascii: "/")
            }
        }
        var index = 0
        while index < bytes.count {
            let left = bytes.count - index
            let a = bytes[index]
            let b = left > 1 ? bytes[index + 1] : 0
            let c = left > 2 ? bytes[index + 2] : 0
            append(digit(a >> 2))
            append(digit(a << 4 & 0x30 | b >> 4))
            if left > 1 { append(digit(b << 2 & 0x3C | c >> 6)) }
            if left > 2 { append(digit(c & 0x3F)) }
            if !forURL { for _ in left..<max(left, 3) { append(UInt8(ascii: "=")) } }
            index += 3
        }
    }

    /// Adds the bytes that a base64 text of either alphabet stands for.
    /// - Returns: false where it is no base64.
    mutating func append(fromBase64 text: UnsafeRawBufferPointer) -> Bool {
        var bits: UInt32 = 0
        var held = 0
        var digits = 0
        for byte in text {
            let value: UInt32
            switch byte {
            case 65...90: value = UInt32(byte) - 65
            case 97...122: value = UInt32(byte) - 71
            case 48...57: value = UInt32(byte) + 4
            case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
            case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
            case UInt8(ascii: "="), 10, 13: continue
            default: return false
            }
            digits += 1
            bits = bits << 6 | value
            held += 6
            if held >= 8 {
                held -= 8
                append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
            }
        }
        return digits % 4 != 1
    }
}
