import GRDB
import Groundwork
import Hummingbird

extension Store {
    /// `{"provider":…,"date":…,"slots":[…]}` for one provider's day.
    func slots(of provider: Catalogue.Provider, on date: CivilDate) async throws -> ByteBuffer {
        let day = date.iso8601
        let key = SchedulePages.Key.slots(provider: provider.id, date: day)
        switch pages.look(key) {
        case .hit(let page): return page
        case .miss(let version):
            let rows = try await database.read { db in
                let query = try db.cachedStatement(
                    sql: """
                        SELECT id, minute, NOT EXISTS
                            (SELECT 1 FROM booking WHERE booking.slot = slot.id AND booking.status <> 'cancelled')
                        FROM slot WHERE provider = ? AND date = ? ORDER BY minute
                        """
                )
                return try Row.fetchAll(query, arguments: [provider.id, day]).map { row in
                    let start = BuenosAires.timestamp(date: day, minute: row[1])
                    return #"{"id":\#(row[0] as Int64),"start":"\#(start)","free":\#(row[2] as Bool)}"#
                }
            }
            let page = ByteBuffer(
                string: #"{"provider":\#(provider.number),"date":"\#(day)","slots":\#(JSONArray.text(rows))}"#
            )
            // Any date can be asked for; only days that have slots are worth keeping.
            if !rows.isEmpty { pages.keep(page, for: key, version: version) }
            return page
        }
    }

    /// `{"date":…,"providers":[…]}`: for each provider of the tenant the free slots of today and the next one to come.
    func today(of tenant: Catalogue.Tenant) async throws -> ByteBuffer {
        let (date, minute) = BuenosAires.now()
        let day = date.iso8601
        let key = SchedulePages.Key.today(tenant: tenant.id)
        let moment = date.daysSince1970 * 1440 + minute
        switch pages.look(key, moment: moment) {
        case .hit(let page): return page
        case .miss(let version):
            let free = try await database.read { db in
                // With one min() the bare column `id` comes from the row of the minimum (sqlite.org/lang_select.html#bareagg).
                let query = try db.cachedStatement(
                    sql: """
                        SELECT provider, count(*), min(CASE WHEN minute >= ? THEN minute END), id FROM slot
                        WHERE tenant = ? AND date = ? AND NOT EXISTS
                            (SELECT 1 FROM booking WHERE booking.slot = slot.id AND booking.status <> 'cancelled')
                        GROUP BY provider
                        """
                )
                var free: [Int: (count: Int, next: String)] = [:]
                for row in try Row.fetchAll(query, arguments: [minute, tenant.id, day]) {
                    var next = "null"
                    if let minute = row[2] as Int? {
                        next =
                            #"{"id":\#(row[3] as Int64),"start":"\#(BuenosAires.timestamp(date: day, minute: minute))"}"#
                    }
                    free[row[0]] = (row[1], next)
                }
                return free
            }
            let providers = tenant.providers.map { provider in
                let (count, next) = free[provider.id] ?? (0, "null")
                return """
                    {"provider":\(provider.number),"name":\(JSONText.quoted(provider.name)),"free":\(count),"next":\(next)}
                    """
            }
            let page = ByteBuffer(string: #"{"date":"\#(day)","providers":\#(JSONArray.text(providers))}"#)
            pages.keep(page, for: key, version: version, moment: moment)
            return page
        }
    }
}
