/// Runs compiled patterns over texts in time proportional to both: all places that a pattern can be in are followed at
/// once (Thompson, "Regular expression search algorithm", CACM 11(6), 1968), so none makes it go back.
///
/// Its memory grows to the longest pattern and stays. Whoever holds it in long-lived memory owns it and calls ``free()``.
struct IRegexpMatcher {
    /// Instructions that take the character read now, and those for the next one.
    private var current: UnsafeMutablePointer<Int32>
    private var following: UnsafeMutablePointer<Int32>
    private var followingCount = 0
    /// Instructions reached but not looked at yet.
    private var pending: UnsafeMutablePointer<Int32>
    /// The turn in which an instruction was reached last: it is looked at once a turn.
    private var reached: UnsafeMutablePointer<UInt32>
    private var turn: UInt32 = 0
    private var capacity: Int

    /// Room for patterns of so many instructions; longer ones make it grow.
    init(capacity: Int = 64) {
        self.capacity = capacity
        current = .allocate(capacity: capacity)
        following = .allocate(capacity: capacity)
        pending = .allocate(capacity: capacity)
        reached = .allocate(capacity: capacity)
        reached.initialize(repeating: 0, count: capacity)
    }

    /// Gives the memory back.
    mutating func free() {
        current.deallocate()
        following.deallocate()
        pending.deallocate()
        reached.deallocate()
        capacity = 0
    }

    /// Whether the pattern takes the whole text or, else, any part of it.
    mutating func matches(_ text: JSONText, _ code: IRegexp.Code, isWhole: Bool) -> Bool {
        prepare(code.instructions.count)
        var reader = JSONTextReader(text)
        var next = reader.nextScalar()
        startTurn()
        var accepted = follow(0, code, isStart: true, isEnd: next == nil)
        while true {
            if accepted, !isWhole { return true }
            swap(&current, &following)
            let count = followingCount
            guard let scalar = next else { return accepted }
            if count == 0, isWhole { return false }
            next = reader.nextScalar()
            startTurn()
            accepted = false
            for index in 0..<count {
                let place = current[index]
                guard Self.takes(code.instructions[Int(place)], scalar, code) else { continue }
                if follow(place &+ 1, code, isEnd: next == nil) { accepted = true }
            }
            // A part may begin behind any character.
            if !isWhole, follow(0, code, isEnd: next == nil) { accepted = true }
        }
    }

    private mutating func prepare(_ count: Int) {
        guard count > capacity else { return }
        free()
        self = IRegexpMatcher(capacity: count)
    }

    private mutating func startTurn() {
        followingCount = 0
        if turn == .max {
            reached.update(repeating: 0, count: capacity)
            turn = 0
        }
        turn &+= 1
    }

    @inline(__always)
    private static func takes(_ instruction: IRegexp.Instruction, _ scalar: UInt32, _ code: IRegexp.Code) -> Bool {
        switch instruction {
        case .scalar(let wanted): scalar == wanted
        case .any: scalar != 0x0A && scalar != 0x0D
        case .set(let set): code.sets[Int(set)].contains(scalar, code.ranges)
        case .start, .end, .split, .jump, .accept: false
        }
    }

    /// Notes the instructions that take a character and can be come to from `place` without one.
    /// - Returns: whether the pattern can end there.
    private mutating func follow(_ place: Int32, _ code: IRegexp.Code, isStart: Bool = false, isEnd: Bool) -> Bool {
        var accepted = false
        var count = 0
        push(place, &count)
        while count > 0 {
            count &-= 1
            let place = pending[count]
            switch code.instructions[Int(place)] {
            case .scalar, .any, .set:
                following[followingCount] = place
                followingCount &+= 1
            case .start: if isStart { push(place &+ 1, &count) }
            case .end: if isEnd { push(place &+ 1, &count) }
            case .split(let first, let second):
                push(place &+ first, &count)
                push(place &+ second, &count)
            case .jump(let distance): push(place &+ distance, &count)
            case .accept: accepted = true
            }
        }
        return accepted
    }

    @inline(__always)
    private mutating func push(_ place: Int32, _ count: inout Int) {
        guard reached[Int(place)] != turn else { return }
        reached[Int(place)] = turn
        pending[count] = place
        count &+= 1
    }
}
