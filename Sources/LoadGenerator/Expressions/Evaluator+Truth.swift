import Curl
import Extraction
import Groundwork
import LoadPlan

/// A part of the answer that could not be read, so that nothing is known of what it holds.
struct Unread {
    enum Reason {
        /// The answer is not JSON, XML or HTML, or is compressed, or the question takes too many steps.
        case foreign
        /// The search took more steps than it may.
        case givenUp
        /// A text in it is longer than ``Evaluator/textLimit``.
        case tooLong
    }

    var part: NodeID
    var reason: Reason
}

/// Whether a condition about the answer holds.
enum Truth {
    case holds
    case fails
    /// It depends on a part that could not be read (``Evaluator/unread``): to find nothing there says nothing.
    /// - wouldHold: whether it would hold if there were nothing in that part.
    case undecided(wouldHold: Bool)

    var isCertain: Bool { if case .holds = self { true } else { false } }
}

/// "Could not look" is not "looked and found nothing": conditions have three values, as in Kleene's logic (Introduction
/// to Metamathematics, 1952, section 64), where a part of the answer cannot be read.
extension Evaluator {
    /// Whether a condition holds, and whether that is known.
    @inline(__always)
    func truth(of condition: NodeID) -> Truth {
        unread = nil
        let holds = evaluate(condition).isTrue
        if unread == nil, !isTextTooLong { return holds ? .holds : .fails }
        return partialTruth(of: condition, holds)
    }

    /// Something was not read: perhaps the rest of the condition decides it alone.
    @inline(never)
    private func partialTruth(of condition: NodeID, _ holds: Bool) -> Truth {
        noteTooLong(condition)
        let first = unread
        // The condition is asked a second time, which must not change what is drawn after it.
        let drawn = random
        defer {
            random = drawn
            unread = first
        }
        return known(condition).map { $0 ? .holds : .fails } ?? .undecided(wouldHold: holds)
    }

    /// The value of a condition; `nil` where it depends on what could not be read.
    private func known(_ condition: NodeID) -> Bool? {
        switch node(condition) {
        case .not(let operand): return known(operand).map { !$0 }
        case .binary(.and, let left, let right):
            let first = known(left)
            if first == false { return false }
            let second = known(right)
            return second == false ? false : first == nil ? nil : second
        case .binary(.or, let left, let right):
            let first = known(left)
            if first == true { return true }
            let second = known(right)
            return second == true ? true : first == nil ? nil : second
        default:
            unread = nil
            let value = evaluate(condition).isTrue
            noteTooLong(condition)
            return unread == nil ? value : nil
        }
    }

    private func noteTooLong(_ part: NodeID) {
        guard isTextTooLong else { return }
        isTextTooLong = false
        noteUnread(part, .tooLong)
    }

    // MARK: What could not be read

    /// Notes a part that could not be read, and gives the value that it has then.
    @discardableResult
    func noteUnread(_ part: NodeID, _ reason: Unread.Reason = .foreign) -> RuntimeValue {
        if unread == nil { unread = Unread(part: part, reason: reason) }
        return .none
    }

    /// Nothing was found in an operand: in a compressed body that says nothing.
    func noteCompressed(_ operand: NodeID) {
        if case .body = node(operand), let response, Self.isCompressed(response.pointee.body.bytes) {
            noteUnread(operand)
        }
    }

    /// Whether a body is compressed and no text: zlib's shorter marks are letters too.
    static func isCompressed(_ body: UnsafeRawBufferPointer) -> Bool {
        guard body.count > 1, body[0] == 0x1F || body[0] == 0x78 || body[0] == 0x28, body[1] >= 0x80 else {
            return false
        }
        return ForeignBody(body)?.isCompressed ?? false
    }

    /// The answer, or the text that is looked into, is empty: a capture with `or` knows that nothing is in it.
    var isNothingToRead: Bool { answer?.isEmpty ?? true }

    /// Why a part could not be read.
    func words(_ unread: Unread) -> String {
        switch unread.reason {
        case .givenUp: "nothing: the search was given up after \(RegularExpression.stepLimit) steps"
        case .tooLong: "a text of more than \(Self.textLimit >> 20) MiB, which is too long to look into"
        case .foreign: missing(unread.part)
        }
    }
}
