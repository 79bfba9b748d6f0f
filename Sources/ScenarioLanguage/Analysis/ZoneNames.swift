import Foundation

/// Names of the tz database, for suggestions.
enum ZoneNames {
    static let known = TimeZone.knownTimeZoneIdentifiers
}
