import LoadPlan

/// How a request is sent: where to, by whom, and in the name of which address.
extension FlowAnalysis {
    // MARK: Where to

    /// Takes the service off a whole URL, so that what is left is the path below it.
    func service(of path: inout Template, at range: TextRange) -> Int? {
        guard case .literal(let bytes)? = path.segments.first, bytes.first != UInt8(ascii: "/") else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        let rest = text.drop { $0 != ":" }.dropFirst(3)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let origin = String(text[..<end])
        if end == rest.endIndex, path.segments.count > 1 {
            bag.error("service", "a host with a place in it", at: range, "where requests go is known before the run")
            return nil
        }
        let service: Plan.Target
        do throws(TargetAnalysis.Mistake) {
            service = try TargetAnalysis.parse(origin)
        } catch {
            bag.error("service", "not a URL", at: range, error.label)
            return nil
        }
        var left = Array(text[end...].utf8)
        if left.first != UInt8(ascii: "/") { left.insert(UInt8(ascii: "/"), at: 0) }
        path.segments[0] = .literal(left)
        if !Plan.Target.isLoopback(service.host), !builder.ownHosts.contains(service.host.lowercased()) {
            bag.error(
                "unlisted-host",
                "a request to a host that is not listed",
                at: range,
                "load goes to the target and to hosts that the scenario names",
                help: "if it is yours, write targets \"\(service.host)\" beside the flows"
            )
        }
        return builder.service(service)
    }

    // MARK: By whom

    /// `auth …` as a header.
    func authorization(_ auth: AuthSyntax) -> Request.Field? {
        switch auth {
        case .off: return nil
        case .bearer(let token):
            var segments: [Template.Segment] = [.literal(Array("Bearer ".utf8))]
            let (expression, _) = self.expression(token, .flow)
            if case .template(let template) = expression {
                // As a header's value, where a line break would end it.
                segments += template.segments.map { segment in
                    if case .place(let place, _) = segment { .place(place, .header) } else { segment }
                }
            } else if case .literal(let value) = expression, let bytes = ConstantText.bytes(value, .header) {
                segments = [.literal(Array("Bearer ".utf8) + bytes)]
            } else {
                segments.append(.place(expression, .header))
            }
            return Request.Field(name: "Authorization", value: Template(segments: segments))
        case .basic(let user, let password):
            if let name = user.constant, name.contains(":") {
                bag.error("auth", "a colon in a user's name", at: user.range, "RFC 7617 leaves no way to send it")
            }
            // user:password as one text (RFC 7617 section 2).
            let name = template(user, .raw, .flow)
            let secret = template(password, .raw, .flow)
            let whole = Template(segments: name.segments + [.literal([UInt8(ascii: ":")])] + secret.segments)
            let value: Template.Segment = .place(.call(.base64, [.template(whole)]), .header)
            return Request.Field(
                name: "Authorization",
                value: Template(segments: [.literal(Array("Basic ".utf8)), value])
            )
        }
    }

    // MARK: In the name of which address

    /// `forwarded for "181.0.0.0/8"` as a header.
    func forwarded(_ range: NameSyntax) -> Request.Field? {
        guard let address = userAddress(range.text, at: range.range) else { return nil }
        return Request.Field(name: "X-Forwarded-For", value: Template(segments: [.place(address, .header)]))
    }

    /// An address of a range (RFC 4632), always the same for a user.
    func userAddress(_ text: String, at range: TextRange) -> Expression? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let octets = (parts.first ?? "").split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        let bits = parts.count == 2 ? Int(parts[1]) : parts.count == 1 ? 32 : nil
        guard octets.count == 4, !octets.contains(nil), let bits, (0...32).contains(bits) else {
            bag.error(
                "address-range",
                "not a range of addresses",
                at: range,
                text.contains(":") ? "only IPv4 ranges such as 181.0.0.0/8" : "write it like 181.0.0.0/8"
            )
            return nil
        }
        let address = octets.reduce(Int64(0)) { $0 << 8 | Int64($1 ?? 0) }
        let size = Int64(1) << Int64(32 - bits)
        return .call(.userAddress, [.literal(.integer(address / size * size)), .literal(.integer(size))])
    }

    // MARK: Redirects

    /// How many redirects are followed.
    func redirects(_ quantity: QuantitySyntax?) -> Int {
        guard let quantity else { return 0 }
        let quantities = QuantityAnalysis(bag: bag, names: names)
        guard let number = quantities.number(quantity, "a number of redirects", example: "5") else { return 0 }
        guard number.rounded() == number, (1...50).contains(number) else {
            bag.error("quantity", "a number of redirects that cannot be", at: quantity.range, "from 1 to 50")
            return 0
        }
        builder.followsRedirects = true
        return Int(number)
    }
}
