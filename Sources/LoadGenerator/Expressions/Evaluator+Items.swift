import Curl
import JSON
import LoadPlan

/// Lists and objects, which are JSON texts.
extension Evaluator {
    /// An item of a list by its number, from the end where it is negative, or a member of an object by its name.
    func item(of container: RuntimeValue, _ key: RuntimeValue) -> RuntimeValue {
        guard case .json(let text, let kind) = container else { return .none }
        let node: JSONNode?
        switch kind {
        case .array:
            guard let index = key.asInteger else { return .none }
            node = scanner.element(index, of: text)
        case .object: node = scanner.member(self.text(of: key), of: text)
        default: node = nil
        }
        guard let node else { return .none }
        // Away from the variable that it may stand in, and that it may be assigned to.
        return value(of: JSONNode(kind: node.kind, bytes: arena.copy(node.bytes)))
    }

    /// Hands the items of a list over, in order; of anything else nothing.
    func eachItem(of list: RuntimeValue, _ body: (RuntimeValue) -> Void) {
        guard case .json(let text, .array) = list else { return }
        nodesFound.removeAll(keepingCapacity: true)
        scanner.elements(of: text, into: &nodesFound)
        let nodes = nodesFound
        for node in nodes { body(value(of: node)) }
    }
}
