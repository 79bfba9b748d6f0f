/// Data about people that a log has in its addresses: it is replaced by made-up data of the kind.
enum PersonalData: Hashable {
    case email, phone, identity, taxNumber, name, address, birthday

    private static let words: [(PersonalData, Set<String>)] = [
        (.email, ["email", "mail", "correo"]),
        (.phone, ["phone", "telephone", "telefono", "tel", "mobile", "celular", "cell", "msisdn", "whatsapp"]),
        (.identity, ["dni", "documento", "cedula", "passport", "pasaporte", "rut", "ssn"]),
        (.taxNumber, ["cuit", "cuil"]),
        (.name, ["nombre", "apellido", "surname", "lastname", "firstname", "fullname", "paciente", "name"]),
        (.address, ["address", "direccion", "domicilio", "street", "calle"]),
        (.birthday, ["birth", "birthday", "birthdate", "dob", "nacimiento"]),
    ]

    /// Whose pages follow: `/patients/ana-perez`.
    private static let people: Set<String> = [
        "user", "users", "patient", "patients", "paciente", "pacientes", "customer", "customers", "cliente", "clientes",
        "client", "clients", "person", "people", "persona", "personas", "member", "members", "profile", "profiles",
        "perfil", "usuario", "usuarios", "u",
    ]

    /// What a value is by the name of its field, or the segment before it.
    static func kind(_ text: String, name: String) -> PersonalData? {
        if text.contains("@") { return .email }
        let last = Names.words(name).last ?? ""
        for (kind, words) in words where words.contains(last) { return text.isEmpty ? nil : kind }
        if text.hasPrefix("+"), text.utf8.count >= 8, text.utf8.dropFirst().allSatisfy({ $0 >= 0x20 && $0 <= 0x39 }) {
            return .phone
        }
        return nil
    }

    /// What a segment of a path is by the one before it.
    static func segment(_ text: String, before: String) -> PersonalData? {
        if let kind = kind(text, name: before), kind != .name, kind != .address { return kind }
        guard people.contains(before.lowercased()) else { return nil }
        // A name has a capital letter, or two words: /users/Ana, /users/ana-perez, but not /users/search.
        let isWords = text.contains { " .-_+".contains($0) } || text.contains(where: \.isUppercase)
        let isName = text.allSatisfy { $0.isLetter || " .-_+'".contains($0) }
        return isName && isWords ? .name : nil
    }

    /// What makes such a value.
    var expression: String {
        switch self {
        case .email: "email()"
        case .phone: "phone_ar()"
        case .identity: "dni()"
        case .taxNumber: "cuit()"
        case .name: "name()"
        case .address: "lorem(3)"
        case .birthday: "date(\"UTC\", -10000d) | \"yyyy-MM-dd\""
        }
    }
}
