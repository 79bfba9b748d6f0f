import GRDB
import Groundwork

/// Fills an empty database: slots for a fortnight, patients and one administrator.
struct Seeder {
    /// Days of slots from today on.
    static let days = 14

    var seed: UInt64
    var patients: Int
    var password: String
    var slotsPerDay: Int

    /// Adds today's and later slots that are missing, and the patients when there are none.
    func fill(_ db: Database, catalogue: Catalogue) throws {
        try addSlots(db, catalogue: catalogue)
        if try Int.fetchOne(db, sql: "SELECT count(*) FROM patient") == 0 { try addPatients(db) }
    }

    /// Slots start at 09:00 and share the ten hours until 19:00, half an hour each with the default of twenty.
    private func addSlots(_ db: Database, catalogue: Catalogue) throws {
        let today = BuenosAires.now().date.daysSince1970
        let dates = (0..<Seeder.days).map { CivilDate(daysSince1970: today + $0).iso8601 }
        let add = try db.makeStatement(
            sql: "INSERT OR IGNORE INTO slot (tenant, provider, date, minute) VALUES (?, ?, ?, ?)"
        )
        for tenant in catalogue.tenants {
            for provider in tenant.providers {
                for date in dates {
                    for slot in 0..<slotsPerDay {
                        try add.execute(arguments: [tenant.id, provider.id, date, 540 + slot * 600 / slotsPerDay])
                    }
                }
            }
        }
    }

    private func addPatients(_ db: Database) throws {
        var random = SeededRandom(seed: seed ^ 0x7061_6369_656E_7465)
        let add = try db.makeStatement(
            sql: "INSERT INTO patient (email, salt, password, admin) VALUES (?, ?, ?, ?)"
        )
        for number in 1...max(1, patients) {
            try addPatient("paciente\(number)@turnos.test", admin: false, with: add, random: &random)
        }
        try addPatient("admin@turnos.test", admin: true, with: add, random: &random)
    }

    private func addPatient(
        _ email: String,
        admin: Bool,
        with add: Statement,
        random: inout SeededRandom
    ) throws {
        let salt = withUnsafeBytes(of: random.next().littleEndian) { [UInt8]($0) }
        try add.execute(arguments: [
            email, salt.data, PasswordHash.digest(password, salt: salt).data, admin,
        ])
    }
}
