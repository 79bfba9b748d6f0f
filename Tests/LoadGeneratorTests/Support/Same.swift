import Testing

/// `#expect(found == wanted)` for what is asked of values that cannot be copied, or are changed by being asked: the
/// macro would take its operands apart.
func same<Value: Equatable>(_ found: Value, _ wanted: Value, at location: SourceLocation = #_sourceLocation) {
    #expect(found == wanted, sourceLocation: location)
}
