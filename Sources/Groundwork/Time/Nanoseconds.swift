/// A length of time, or a moment on a clock whose zero the holder knows, in whole nanoseconds.
///
/// 64 bits reach 584 years, so sums of run lengths cannot overflow; outside numbers are clamped before they become one.
public typealias Nanoseconds = UInt64

extension Nanoseconds {
    /// One millisecond.
    public static var millisecond: Nanoseconds { 1_000_000 }
    /// One second.
    public static var second: Nanoseconds { 1_000_000_000 }

    /// This length in seconds.
    public var inSeconds: Double { Double(self) / 1e9 }
    /// This length in milliseconds.
    public var inMilliseconds: Double { Double(self) / 1e6 }

    /// `seconds` as nanoseconds: negative and not-a-number become 0, more than a century becomes a century.
    public init(clampingSeconds seconds: Double) {
        guard seconds > 0 else {
            self = 0
            return
        }
        self = seconds >= 3_155_760_000 ? 3_155_760_000_000_000_000 : Nanoseconds(seconds * 1e9)
    }
}
