/// Secrets that are known by how they look, whatever they are called.
///
/// Sources: the key formats that Stripe, GitHub, GitLab, Slack, AWS, Google, OpenAI, SendGrid, Shopify, npm, PyPI,
/// DigitalOcean, Hugging Face, Mercado Pago, Telegram, Docker, Linear, Figma, Notion, Postman, New Relic, Grafana,
/// Databricks, Square and Sentry document; RFC 7519 (JWT), RFC 7468 (PEM), ISO/IEC 7812 (cards).
enum SecretShapes {
    private static let prefixes: [[UInt8]] = [
        "sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_",
        "glpat-", "xoxa-", "xoxb-", "xoxe-", "xoxp-", "xoxr-", "xoxs-", "xapp-", "AKIA", "ASIA", "AIza", "ya29.", "SG.",
        "shpat_", "shpss_", "npm_", "pypi-", "dop_v1_", "hf_", "sk-", "APP_USR-", "sq0atp-", "EAACEdEose0cBA",
        "shpca_", "shppa_", "sq0csp-", "dckr_pat_", "lin_api_", "figd_", "ntn_", "PMAK-", "NRAK-", "dapi",
        "glsa_", "gldt-", "glrt-", "doo_v1_", "dor_v1_", "tskey-", "sntrys_", "sbp_", "LTAI",
    ].map { Array($0.utf8) }

    private static let isFirst: [Bool] = {
        var table = [Bool](repeating: false, count: 256)
        for prefix in prefixes { table[Int(prefix[0])] = true }
        return table
    }()

    static func isWord(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
    }

    /// A byte of a token: a letter, a digit, `-`, `_` or `.`.
    static func isToken(_ byte: UInt8) -> Bool { isWord(byte) || byte == 0x2D || byte == 0x5F || byte == 0x2E }

    /// The end of a secret that begins here, if one does; the byte before is not a letter or digit.
    static func end(_ bytes: [UInt8], at start: Int) -> Int? {
        let first = bytes[start]
        if first == UInt8(ascii: "-") { return pem(bytes, start) }
        if first == UInt8(ascii: "e"), let end = jwt(bytes, start) { return end }
        if isFirst[Int(first)], let end = prefixed(bytes, start) { return end }
        // Telegram's, as it stands in a path.
        if first == UInt8(ascii: "b"), bytes[start...].starts(with: "bot".utf8), let end = bot(bytes, start + 3) {
            return end
        }
        if first >= 0x30, first <= 0x39 {
            if let end = card(bytes, start) ?? bot(bytes, start) { return end }
        }
        return random(bytes, start)
    }

    private static func run(_ bytes: [UInt8], _ start: Int, _ isIn: (UInt8) -> Bool) -> Int {
        var end = start
        while end < bytes.count, isIn(bytes[end]) { end += 1 }
        return end
    }

    private static func prefixed(_ bytes: [UInt8], _ start: Int) -> Int? {
        for prefix in prefixes where bytes[start...].starts(with: prefix) {
            let body = start + prefix.count
            let end = run(bytes, body) { isToken($0) && $0 != 0x2E || $0 == 0x2E && prefix.last == 0x2E }
            let isShort = prefix.count <= 4 && prefix.last != 0x5F
            // Short prefixes begin ordinary names too.
            let isPlain = prefix.count < 6 && !isShort && !bytes[body..<end].contains { $0 >= 0x30 && $0 <= 0x39 }
            // Of letters alone, as Hugging Face has them.
            let isLong = end - body >= 24 && isMixed(bytes[body..<end])
            if end - body >= (isShort ? 16 : 8), !isPlain || isLong { return end }
        }
        return nil
    }

    /// Letters of both cases and digits, nothing else.
    private static func isMixed(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy(isWord) && bytes.contains { $0 >= 0x41 && $0 <= 0x5A } && bytes.contains { $0 >= 0x61 }
    }

    private static func jwt(_ bytes: [UInt8], _ start: Int) -> Int? {
        guard bytes[start...].starts(with: "eyJ".utf8) else { return nil }
        let end = run(bytes, start, isToken)
        return end - start >= 16 && bytes[start..<end].contains(0x2E) || end - start >= 40 ? end : nil
    }

    /// `-----BEGIN … PRIVATE KEY-----` to the end of its last line.
    private static func pem(_ bytes: [UInt8], _ start: Int) -> Int? {
        guard bytes[start...].starts(with: "-----BEGIN ".utf8) else { return nil }
        let mark = Array("-----END ".utf8)
        var end = start + 11
        while end < bytes.count, !bytes[end...].starts(with: mark) { end += 1 }
        guard end < bytes.count else { return bytes.count }
        end += mark.count
        while end < bytes.count, bytes[end] != 0x2D { end += 1 }
        return run(bytes, end) { $0 == 0x2D }
    }

    /// `123456:AAH…`, the key of a bot of Telegram.
    private static func bot(_ bytes: [UInt8], _ start: Int) -> Int? {
        let colon = run(bytes, start) { $0 >= 0x30 && $0 <= 0x39 }
        guard colon - start >= 6, colon < bytes.count, bytes[colon] == UInt8(ascii: ":") else { return nil }
        let end = run(bytes, colon + 1) { isToken($0) && $0 != 0x2E }
        return end - colon > 30 ? end : nil
    }

    /// 13 to 19 digits of a card, by its issuer's first digit and Luhn's check digit; blanks or dashes between groups.
    private static func card(_ bytes: [UInt8], _ start: Int) -> Int? {
        guard bytes[start] >= UInt8(ascii: "2"), bytes[start] <= UInt8(ascii: "6") else { return nil }
        var digits: [UInt8] = []
        var end = start
        var position = start
        while position < bytes.count, digits.count < 20 {
            let byte = bytes[position]
            if byte >= 0x30, byte <= 0x39 {
                digits.append(byte - 0x30)
                end = position + 1
            } else if byte != 0x20 && byte != 0x2D || position != end {
                break
            }
            position += 1
        }
        guard (13...19).contains(digits.count), end == bytes.count || !isWord(bytes[end]) else { return nil }
        if digits.count == 13, digits[0] != 4 { return nil }
        if digits[0] == 2, !(2...7).contains(digits[1]) { return nil }
        let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
            let doubled = digit.offset % 2 == 1 ? digit.element * 2 : digit.element
            return sum + Int(doubled > 9 ? doubled - 9 : doubled)
        }
        return sum % 10 == 0 ? end : nil
    }

    /// How much of a run of characters says whether they are random: a longer one is the same to its end. Without a limit,
    /// texts such as `a/a/a/…` would be read from each of their words to the end.
    private static let window = 512

    /// At least 32 hexadecimal digits, or characters of base64 that change their kind as often as random ones do.
    private static func random(_ bytes: [UInt8], _ start: Int) -> Int? {
        var end = start
        var kinds: (lower: Int, upper: Int, digits: Int, changes: Int, hex: Int) = (0, 0, 0, 0, 0)
        var last = 0
        let limit = min(bytes.count, start + window)
        while end < limit, isRandom(bytes[end]) {
            let byte = bytes[end]
            let kind = byte >= 0x61 ? 1 : byte >= 0x41 && byte != 0x5F ? 2 : byte >= 0x30 ? 3 : 4
            switch kind {
            case 1: kinds.lower += 1
            case 2: kinds.upper += 1
            case 3: kinds.digits += 1
            default: break
            }
            if kind != last { kinds.changes += 1 }
            last = kind
            if byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66 { kinds.hex += 1 }
            end += 1
        }
        let count = end - start
        guard count >= 32 else { return nil }
        if kinds.hex == count {
            return kinds.digits > 0 && kinds.lower + kinds.upper > 0 ? run(bytes, end, isRandom) : nil
        }
        guard kinds.digits > 1, kinds.lower > 3, kinds.upper > 3, kinds.changes * 5 >= count * 2 else { return nil }
        return run(bytes, run(bytes, end, isRandom)) { $0 == 0x3D }
    }

    private static func isRandom(_ byte: UInt8) -> Bool {
        isWord(byte) || byte == 0x2B || byte == 0x2F || byte == 0x2D || byte == 0x5F
    }
}
