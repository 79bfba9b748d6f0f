import Groundwork
import LoadPlan

/// A whole file as it stands in the text.
struct ScenarioSyntax: Sendable {
    var declarations: [DeclarationSyntax] = []
    /// Comments, in order.
    var comments: [TextRange] = []
    /// Words of text that could not be read.
    var lostWords: Set<String> = []
}

/// One declaration of a file.
struct DeclarationSyntax: Sendable {
    enum Kind: Sendable {
        case title(NameSyntax)
        case target(TargetSyntax)
        case targets([NameSyntax])
        case parameter(NameSyntax, ExpressionSyntax)
        case secret(NameSyntax)
        case data(DataSyntax)
        case regions([RegionSyntax])
        case tenants([LabelSyntax])
        case defaults(DefaultsSyntax)
        case flow(FlowSyntax)
        case setup([StatementSyntax])
        case teardown([StatementSyntax])
        case shared(SharedSyntax)
        case use(NameSyntax)
        case block(BlockSyntax)
        case load(LoadSyntax)
        case slo([ObjectiveSyntax])
        case invariant(InvariantSyntax)
    }

    var kind: Kind
    /// The whole declaration.
    var range: TextRange
    /// Its first words: what a diagnostic about the whole declaration marks.
    var head: TextRange
}

/// `block NAME(PARAMETERS) { … }`: steps that flows share.
struct BlockSyntax: Sendable {
    var name: NameSyntax
    var parameters: [NameSyntax]
    var body: [StatementSyntax]
}

/// `shared NAME [every T] { … }`: values that are made once for all users, and made again.
struct SharedSyntax: Sendable {
    var name: NameSyntax
    var every: QuantitySyntax?
    var body: [StatementSyntax]
}

/// `data NAME from "FILE" pick … at end …`.
struct DataSyntax: Sendable {
    var name: NameSyntax
    var file: NameSyntax
    var pick = Table.Pick.random
    /// What happens at the end, where it is said.
    var atEnd: (value: Table.AtEnd, range: TextRange)?
}

/// A region or tenant with its share.
struct LabelSyntax: Sendable {
    var name: NameSyntax
    var share: QuantitySyntax?
}

/// A region: a label, and from where it is measured.
struct RegionSyntax: Sendable {
    /// A value that may stand outside the scenario.
    enum Source: Sendable {
        case text(NameSyntax)
        /// `env("NAME")`.
        case environment(NameSyntax)
    }

    enum Vantage: Sendable {
        case here(NameSyntax?)
        case proxy(Source)
        case interface(NameSyntax)
        case address(NameSyntax)
        case model(NameSyntax)
    }

    var label: LabelSyntax
    var vantage: Vantage?
}

/// The inside of `load { }`.
struct LoadSyntax: Sendable {
    indirect enum Item: Sendable {
        case warmup(QuantitySyntax)
        case users(CurveSyntax, TextRange)
        case rate(CurveSyntax, TextRange)
        case flow(NameSyntax, [Item])
        case iterations(QuantitySyntax, perUser: Bool)
        case arrivals(Load.Arrivals, TextRange)
        case maxInFlight(QuantitySyntax)
        case gracefulStop(QuantitySyntax)
        case finishing(QuantitySyntax)
        case budget(BudgetSyntax)
        case phase(NameSyntax, [Item])
    }

    var items: [Item]
    /// Something in it could not be read, which is said: what is missing may be there.
    var isIncomplete = false
}

/// `at most N of STEPS [ends flow|run]`.
struct BudgetSyntax: Sendable {
    var limit: QuantitySyntax
    var of: [NameSyntax]
    var endsRun: Bool
    var range: TextRange
}

/// A level over time: written out, or in a file.
enum CurveSyntax: Sendable {
    case pieces([PieceSyntax])
    case file(NameSyntax)
}

/// A straight piece of a load curve.
struct PieceSyntax: Sendable {
    var from: QuantitySyntax
    /// Where it goes to; `nil` stays level.
    var to: QuantitySyntax?
    var duration: QuantitySyntax
    var range: TextRange
}

/// One line of `slo { }`.
struct ObjectiveSyntax: Sendable {
    var requirement: Requirement
    var of: [(kind: SeriesKind?, name: NameSyntax)] = []
    var except: [NameSyntax] = []
    var from: [NameSyntax] = []
    var inFlow: [NameSyntax] = []
    var tenant: [NameSyntax] = []
    var phase: [NameSyntax] = []
    var outcome: [NameSyntax] = []
    /// How long it must be violated before it ends the run.
    var stop: Nanoseconds?
    var range: TextRange
}
