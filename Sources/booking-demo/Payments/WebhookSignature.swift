import Digest
import Groundwork

/// MercadoPago's webhook signature: header `x-signature: ts=…,v1=…` over the manifest
/// `id:<data.id>;request-id:<x-request-id>;ts:<ts>;` with HMAC-SHA-256
/// (mercadopago.com/developers, "Webhooks", section on validating the origin of a notification).
struct WebhookSignature: Sendable {
    private let secret: [UInt8]

    init(secret: String) { self.secret = Array(secret.utf8) }

    /// What is signed. A part that is missing is left out with its label; an alphanumeric id counts in lower case.
    static func manifest(dataID: String?, requestID: String?, timestamp: String) -> String {
        var manifest = ""
        if let dataID { manifest += "id:\(dataID.lowercased());" }
        if let requestID { manifest += "request-id:\(requestID);" }
        return manifest + "ts:\(timestamp);"
    }

    /// The header's value.
    func header(dataID: String?, requestID: String?, timestamp: String) -> String {
        let manifest = WebhookSignature.manifest(dataID: dataID, requestID: requestID, timestamp: timestamp)
        return "ts=\(timestamp),v1=\(Hex.text(Digest.hmacSHA256(key: secret, Array(manifest.utf8))))"
    }

    /// Whether the header was made with this secret for these values.
    ///
    /// The age of `ts` is not judged: notifications are repeated for days.
    func accepts(_ header: String, dataID: String?, requestID: String?) -> Bool {
        var timestamp: Substring?
        var digest: Substring?
        for pair in header.split(separator: ",") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { continue }
            switch parts[0].drop(while: { $0 == " " }) {
            case "ts": timestamp = parts[1]
            case "v1": digest = parts[1]
            default: break
            }
        }
        guard let timestamp, let digest else { return false }
        let manifest = WebhookSignature.manifest(dataID: dataID, requestID: requestID, timestamp: String(timestamp))
        let expected = Hex.text(Digest.hmacSHA256(key: secret, Array(manifest.utf8)))
        return Digest.equal(Array(expected.utf8), Array(digest.utf8))
    }
}
