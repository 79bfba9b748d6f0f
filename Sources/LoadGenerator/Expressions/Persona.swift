import Curl
import Groundwork
import LoadPlan

/// Made-up people of the region. Numbers are random; where one happens to belong to somebody, nothing but the number
/// is shared with them, and mail addresses stay under the reserved `.test` (RFC 2606).
enum Persona {
    /// A national identity number in the range given out over the last decades, without dots.
    static func dni(_ buffer: inout GrowingBytes, _ random: inout SeededRandom) {
        buffer.append(decimal: UInt64(FunctionLibrary.between(10_000_000, 47_999_999, &random)))
    }

    /// A tax number: prefix, eight digits and the check digit of AFIP's rule. Bodies whose remainder is 1 have no
    /// check digit of their own and are skipped.
    static func cuit(_ buffer: inout GrowingBytes, _ random: inout SeededRandom) {
        let prefixes: [4 of UInt64] = [20, 23, 24, 27]
        while true {
            let prefix = prefixes[Int(random.below(4))]
            let body = prefix * 100_000_000 + UInt64(FunctionLibrary.between(10_000_000, 47_999_999, &random))
            guard let digit = checkDigit(ofCUIT: body) else { continue }
            buffer.append(decimal: body * 10 + digit)
            return
        }
    }

    /// The tax number that belongs to an identity number: prefix 20 or 27, and 23 where those have no check digit.
    static func cuit(_ buffer: inout GrowingBytes, ofDNI dni: UInt64) {
        // Numbers say nothing of who has them: odd ones get one prefix, even ones the other.
        for prefix: UInt64 in [dni % 2 == 0 ? 27 : 20, 23] {
            let body = prefix * 100_000_000 + dni
            guard let digit = checkDigit(ofCUIT: body) else { continue }
            return buffer.append(decimal: body * 10 + digit)
        }
    }

    /// The check digit of a tax number's first ten digits: weights 5 4 3 2 7 6 5 4 3 2, remainder of 11; `nil` where
    /// the remainder is 1.
    static func checkDigit(ofCUIT body: UInt64) -> UInt64? {
        let weights: [10 of UInt64] = [2, 3, 4, 5, 6, 7, 2, 3, 4, 5]
        var rest = body
        var sum: UInt64 = 0
        for index in 0..<10 {
            sum += rest % 10 * weights[index]
            rest /= 10
        }
        let remainder = sum % 11
        if remainder == 0 { return 0 }
        return remainder == 1 ? nil : 11 - remainder
    }

    /// A mobile number as dialled from abroad: +54 9, area code, subscriber.
    static func phone(_ buffer: inout GrowingBytes, _ random: inout SeededRandom) {
        buffer.append("+549")
        let areas: [6 of UInt64] = [11, 351, 341, 261, 299, 387]
        let area = areas[Int(random.below(6))]
        buffer.append(decimal: area)
        let digits = area < 100 ? 8 : 7
        buffer.append(decimal: random.below(digits == 8 ? 100_000_000 : 10_000_000), width: digits)
    }

    /// Given name and family name.
    static func name(_ buffer: inout GrowingBytes, _ random: inout SeededRandom) {
        buffer.append(given[Int(random.below(UInt64(given.count)))])
        buffer.append(UInt8(ascii: " "))
        buffer.append(family[Int(random.below(UInt64(family.count)))])
    }

    /// A mail address that cannot exist.
    static func email(_ buffer: inout GrowingBytes, _ random: inout SeededRandom) {
        buffer.append("persona.")
        buffer.append(decimal: random.below(1_000_000_000), width: 9)
        buffer.append("@example.test")
    }

    /// So many words of filler.
    static func lorem(_ buffer: inout GrowingBytes, _ words: Int, _ random: inout SeededRandom) {
        for index in 0..<words {
            if index > 0 { buffer.append(UInt8(ascii: " ")) }
            buffer.append(filler[Int(random.below(UInt64(filler.count)))])
        }
    }

    private static let given: [StaticString] = [
        "Sofía", "Mateo", "Martina", "Benjamín", "Valentina", "Santiago", "Camila", "Joaquín", "Lucía", "Tomás",
        "Julieta",
        "Facundo", "Micaela", "Nicolás", "Agustina", "Franco", "Florencia", "Lautaro", "Rocío", "Ignacio",
    ]
    private static let family: [StaticString] = [
        "González", "Rodríguez", "Gómez", "Fernández", "López", "Díaz", "Martínez", "Pérez", "Romero", "Sánchez",
        "García", "Sosa", "Torres", "Ramírez", "Álvarez", "Benítez", "Acosta", "Medina", "Herrera", "Quiroga",
    ]
    private static let filler: [StaticString] = [
        "turno", "agenda", "lunes", "mañana", "tarde", "consulta", "control", "corte", "sesión", "pago", "seña",
        "aviso",
        "cambio", "motivo", "primera", "vez", "nota", "breve", "urgente", "normal",
    ]
}
