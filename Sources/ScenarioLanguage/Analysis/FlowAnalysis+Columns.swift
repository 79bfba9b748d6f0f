import LoadPlan

/// Cells of tables: `patients.email`, `patients["Apellido y Nombre"]`.
extension FlowAnalysis {
    func column(_ name: NameSyntax, _ column: NameSyntax) -> (Expression, StaticKind) {
        names.used.insert(name.text)
        guard let table = names.tables.firstIndex(where: { $0.name == name.text }) else {
            let known = names.tables.map(\.name)
            if names.lost.contains(name.text) { return (.literal(.none), .any) }
            bag.error(
                "unknown-table",
                "unknown table '\(name.text)'",
                at: name.range,
                Suggestion.label(for: name.text, in: known) ?? "no data … from … declares it"
            )
            return (.literal(.none), .any)
        }
        let columns = names.tables[table].columns
        guard let index = columns.firstIndex(of: column.text) else {
            // A file that could not be read has been said already.
            if !columns.isEmpty {
                bag.error(
                    "unknown-column",
                    "the table '\(name.text)' has no column '\(column.text)'",
                    at: column.range,
                    ColumnName.suggestion(for: column.text, in: columns, of: name.text)
                )
            }
            return (.literal(.none), .any)
        }
        return (.column(table: table, column: index), .any)
    }

    /// What `container[key]` is where the container is a table; `nil` where it is something else.
    func column(
        of container: ExpressionSyntax,
        _ key: ExpressionSyntax,
        _ context: Context
    ) -> (Expression, StaticKind)? {
        guard case .name(let name) = container.kind, scopes.last?.parameters[name] == nil,
            let table = names.tables.first(where: { $0.name == name })
        else { return nil }
        guard case .literal(.text(let column)) = key.kind else {
            names.used.insert(name)
            _ = expression(key, context)
            bag.error(
                "unknown-column",
                "a column that is not named",
                at: key.range,
                "write the name of a column, such as \(ColumnName.reference(table.columns.first ?? "COLUMN", of: name))"
            )
            return (.literal(.none), .any)
        }
        return self.column(
            NameSyntax(text: name, range: container.range),
            NameSyntax(text: column, range: key.range)
        )
    }
}
