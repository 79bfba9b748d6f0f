import Hummingbird
import Synchronization

/// Encoded schedule answers, kept until a booking changes what they say.
///
/// Every page has a version. A reader notes the version before it asks the database and may keep its page only while that
/// version still stands; a writer raises the version after its commit and before it answers. So nobody who has been told of a
/// booking is then shown the slot as free.
final class SchedulePages: Sendable {
    /// What a page is about; dates are `YYYY-MM-DD`.
    enum Key: Hashable, Sendable {
        case slots(provider: Int, date: String)
        case today(tenant: Int)
    }

    /// What is known before the database is asked.
    enum Lookup {
        case hit(ByteBuffer)
        case miss(version: UInt64)
    }

    private struct Entry {
        var version: UInt64 = 0
        var page: ByteBuffer?
        /// The day and minute that the page speaks of, where that matters.
        var moment = 0
    }

    private let entries = Mutex<[Key: Entry]>([:])

    /// - Parameter moment: a kept page of another moment is stale.
    func look(_ key: Key, moment: Int = 0) -> Lookup {
        entries.withLock { entries in
            guard let entry = entries[key] else { return .miss(version: 0) }
            if let page = entry.page, entry.moment == moment { return .hit(page) }
            return .miss(version: entry.version)
        }
    }

    /// Keeps a page that was read at this version.
    func keep(_ page: ByteBuffer, for key: Key, version: UInt64, moment: Int = 0) {
        entries.withLock { entries in
            guard (entries[key]?.version ?? 0) == version else { return }
            entries[key] = Entry(version: version, page: page, moment: moment)
        }
    }

    /// After a commit that changed these pages.
    func drop(_ keys: Key...) {
        entries.withLock { entries in
            for key in keys { entries[key] = Entry(version: (entries[key]?.version ?? 0) &+ 1) }
        }
    }

    /// After a commit that changed everything.
    func dropAll() {
        entries.withLock { entries in
            for key in entries.keys { entries[key] = Entry(version: (entries[key]?.version ?? 0) &+ 1) }
        }
    }
}
