internal import CLibcrypto

/// SHA-256 and HMAC from the system's OpenSSL, which libcurl has brought along anyway: no second cryptographic library
/// has to be built.
public enum Digest {
    /// SHA-256 (FIPS 180-4) of some bytes.
    /// - Returns: 32 bytes.
    public static func sha256(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { out, count in
            // A capacity of 32 has an address.
            if let start = out.baseAddress { _ = zcrypto_sha256(bytes.baseAddress, bytes.count, start) }
            count = 32
        }
    }

    /// SHA-256 of some bytes.
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] { bytes.withUnsafeBytes { sha256($0) } }

    /// HMAC-SHA-256 (RFC 2104).
    /// - Returns: 32 bytes.
    public static func hmacSHA256(key: UnsafeRawBufferPointer, _ message: UnsafeRawBufferPointer) -> [UInt8] {
        // OpenSSL takes a null key for "the key of before"; an empty key needs an address.
        withUnsafeBytes(of: UInt8(0)) { nothing in
            [UInt8](unsafeUninitializedCapacity: 32) { out, count in
                if let start = out.baseAddress {
                    _ = zcrypto_hmac_sha256(
                        key.baseAddress ?? nothing.baseAddress,
                        Int32(clamping: key.count),
                        message.baseAddress?.assumingMemoryBound(to: UInt8.self)
                            ?? nothing.baseAddress?.assumingMemoryBound(to: UInt8.self),
                        message.count,
                        start
                    )
                }
                count = 32
            }
        }
    }

    /// HMAC-SHA-256 (RFC 2104).
    public static func hmacSHA256(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        key.withUnsafeBytes { key in message.withUnsafeBytes { hmacSHA256(key: key, $0) } }
    }

    /// Whether two digests are equal, in a time that does not tell where they differ.
    public static func equal(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        guard a.count == b.count else { return false }
        var difference: UInt8 = 0
        for index in a.indices { difference |= a[index] ^ b[index] }
        return difference == 0
    }
}
