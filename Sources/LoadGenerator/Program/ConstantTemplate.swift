import Curl
import Groundwork
import LoadPlan

/// Parts of templates that are the same for every user, secrets among them: written once, before the run.
struct ConstantTemplate {
    let secrets: [Plan.Secret]

    /// The template with all that can be known put in its place.
    func folded(_ template: Template) -> Template {
        Template(
            segments: template.segments.map { segment in
                guard case .place(let expression, let encoding) = segment, let bytes = value(of: expression) else {
                    return segment
                }
                switch encoding {
                case .raw: return .literal(bytes)
                // A line break would end the header; the evaluator knows what to do about it.
                case .header where !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }): return .literal(bytes)
                default: return segment
                }
            }
        )
    }

    private func value(of expression: Expression) -> [UInt8]? {
        switch expression {
        case .literal(.text(let text)): return Array(text.utf8)
        case .secret(let number): return secrets.indices.contains(number) ? Array(secrets[number].value.utf8) : nil
        case .template(let template): return folded(template).constant
        case .call(.base64, let arguments):
            guard arguments.count == 1, let bytes = value(of: arguments[0]) else { return nil }
            return Array(Base64.text(bytes).utf8)
        default: return nil
        }
    }
}
