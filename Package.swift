// swift-tools-version: 6.2
import PackageDescription

/// Set once for every target of ours: Swift 6 mode (the tools version's default), explicit existentials, imports that
/// stay inside the module unless said otherwise, and members that are seen only where their module is imported.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// The commit for `zonda --version`; the Makefile and the Dockerfile tell it. A plain `swift build` has none.
let commit = (Context.environment["ZONDA_COMMIT"] ?? "").filter { $0.isLetter || $0.isNumber || $0 == "-" }

// Imports point down: ARCHITECTURE.md draws the layers, and scripts/architecture holds both to each other.
let package = Package(
    name: "zonda",
    products: [
        .executable(name: "zonda", targets: ["zonda"]),
        .executable(name: "booking-demo", targets: ["booking-demo"]),
        // For other packages, from a scenario to its reports: docs/library.md. Settings that only a root package may have,
        // such as unsafe flags, belong in the Makefile.
        .library(name: "ZondaPlan", targets: ["LoadPlan", "ScenarioLanguage"]),
        .library(name: "ZondaEngine", targets: ["LoadGenerator", "LoadMetrics"]),
        .library(name: "ZondaAnalysis", targets: ["SLOAnalysis", "LoadMetrics"]),
        .library(name: "ZondaReports", targets: ["Reports"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.5.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.20.0"),
        // What Hummingbird is made of, for the demo service's own imports of it.
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.0.0"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.8.0"),
        // Its parser, CYaml, reads OpenAPI documents; tests read the pipelines in docs/ci by Yams itself.
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
    ],
    targets: [
        // C
        .systemLibrary(name: "CLibcurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CLibcrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
        .systemLibrary(name: "CLibxml2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "CBytes"),
        .target(name: "CEpoll"),
        .target(name: "CBuildInfo", cSettings: [.define("ZONDA_COMMIT", to: "\"\(commit)\"")]),

        // What every module stands on; it imports nothing of ours.
        .target(name: "Groundwork", swiftSettings: settings),

        // Plans, measurements and what works on bytes
        .target(name: "LoadPlan", dependencies: ["Groundwork"], swiftSettings: settings),
        .target(name: "NetworkModel", dependencies: ["Groundwork", "LoadPlan"], swiftSettings: settings),
        .target(name: "JSON", dependencies: ["CBytes", "Groundwork", "LoadPlan"], swiftSettings: settings),
        .target(name: "Digest", dependencies: ["CLibcrypto"], swiftSettings: settings),
        .target(name: "Extraction", dependencies: ["CPCRE2", "CLibxml2"], swiftSettings: settings),
        .target(name: "LoadMetrics", dependencies: ["Groundwork", "CZlib"], swiftSettings: settings),
        .target(name: "HTTPExchange", dependencies: ["Groundwork", "CZlib"], swiftSettings: settings),

        // What is made with them
        .target(name: "Curl", dependencies: ["Groundwork", "CLibcurl", "CEpoll"], swiftSettings: settings),
        .target(name: "LiveMetrics", dependencies: ["Groundwork", "LoadMetrics"], swiftSettings: settings),
        .target(name: "SLOAnalysis", dependencies: ["Groundwork", "LoadPlan", "LoadMetrics"], swiftSettings: settings),

        // The carriers of requests, the language, the engine, reports
        .target(name: "Carriers", dependencies: ["Curl", "Groundwork", "HTTPExchange"], swiftSettings: settings),
        .target(
            name: "ScenarioLanguage",
            dependencies: ["Groundwork", "JSON", "LoadPlan", "NetworkModel", "Digest", "Extraction"],
            swiftSettings: settings
        ),
        .target(
            name: "LoadGenerator",
            dependencies: [
                "Groundwork", "LoadPlan", "NetworkModel", "LoadMetrics", "Curl", "Carriers", "Digest", "Extraction",
                "JSON",
            ],
            swiftSettings: settings
        ),
        .target(
            name: "ScenarioImport",
            dependencies: ["Groundwork", "CZlib", "JSON", "ScenarioLanguage", .product(name: "Yams", package: "Yams")],
            swiftSettings: settings
        ),
        .target(
            name: "Reports",
            dependencies: ["Groundwork", "LoadPlan", "NetworkModel", "LoadMetrics", "SLOAnalysis"],
            swiftSettings: settings
        ),

        // The command line
        .executableTarget(
            name: "zonda",
            dependencies: [
                "Groundwork",
                "CBuildInfo", "Curl", "LoadPlan", "NetworkModel", "LoadMetrics", "SLOAnalysis", "ScenarioLanguage",
                "ScenarioImport", "LoadGenerator", "LiveMetrics", "Reports",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),

        // The service under test: it knows nothing of the harness.
        .executableTarget(
            name: "booking-demo",
            dependencies: [
                "Groundwork", "Digest",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),

        // Simulates services whose truth is known and counts wrong verdicts: make coverage.
        .executableTarget(
            name: "coverage-simulation",
            dependencies: ["Groundwork", "SLOAnalysis", "LoadPlan", "LoadMetrics"],
            path: "Benchmarks/coverage",
            swiftSettings: settings
        ),

        .executableTarget(
            name: "histogram-benchmark",
            dependencies: ["Groundwork", "LoadMetrics"],
            path: "Benchmarks/histogram",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "json-benchmark",
            dependencies: ["Groundwork", "JSON", "LoadPlan"],
            path: "Benchmarks/json",
            swiftSettings: settings
        ),

        // What an exchange costs without a network: make bench-exchange.
        .executableTarget(
            name: "exchange-benchmark",
            dependencies: ["HTTPExchange"],
            path: "Benchmarks/exchange",
            swiftSettings: settings
        ),

        // How long imports of large inputs take: make bench-import.
        .executableTarget(
            name: "import-benchmark",
            dependencies: ["ScenarioImport"],
            path: "Benchmarks/importers",
            swiftSettings: settings
        ),

        // Tests
        .target(
            name: "LoadTestKit",
            dependencies: ["Groundwork", "HTTPExchange", "LoadMetrics"],
            path: "Tests/LoadTestKit",
            swiftSettings: settings
        ),
        .target(name: "AllocationCounter", path: "Tests/AllocationCounter"),
        .target(name: "XMLValidation", dependencies: ["CLibxml2"], path: "Tests/XMLValidation"),
        .testTarget(name: "GroundworkTests", dependencies: ["Groundwork"], swiftSettings: settings),
        .testTarget(
            name: "CarriersTests",
            dependencies: ["Carriers", "Curl", "Groundwork", "HTTPExchange", "LoadTestKit"],
            swiftSettings: settings
        ),
        .testTarget(name: "ExtractionTests", dependencies: ["Extraction"], swiftSettings: settings),
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "Groundwork", "ScenarioLanguage", "LoadGenerator", "LoadPlan", "Extraction", "Curl", "JSON",
                "HTTPExchange",
                "LoadTestKit",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "JSONTests",
            dependencies: ["JSON", "LoadPlan", "AllocationCounter"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "HTTPExchangeTests",
            dependencies: ["HTTPExchange", "CZlib", "LoadTestKit", "AllocationCounter"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LoadMetricsTests",
            dependencies: ["Groundwork", "LoadTestKit", "LoadMetrics"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "NetworkModelTests",
            dependencies: ["Groundwork", "NetworkModel", "LoadPlan"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LiveMetricsTests",
            dependencies: ["Groundwork", "LiveMetrics", "LoadMetrics"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SLOAnalysisTests",
            dependencies: ["Groundwork", "SLOAnalysis", "LoadPlan", "LoadMetrics"],
            resources: [.copy("Vectors")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ScenarioLanguageTests",
            dependencies: ["Groundwork", "LoadTestKit", "ScenarioLanguage", "LoadPlan"],
            exclude: ["Templates"],
            resources: [.copy("Golden")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ScenarioImportTests",
            dependencies: [
                "Groundwork", "CZlib", "LoadTestKit", "JSON", "ScenarioImport", "ScenarioLanguage", "LoadPlan",
            ],
            resources: [.copy("Fixtures")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LoadGeneratorTests",
            dependencies: [
                "LoadTestKit",
                "Groundwork", "LoadGenerator", "LoadPlan", "NetworkModel", "LoadMetrics", "Curl", "JSON", "Digest",
                "ScenarioLanguage", "AllocationCounter",
            ],
            exclude: ["Scenarios"],
            resources: [.copy("Vectors")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ReportsTests",
            dependencies: [
                "Groundwork", "LoadTestKit", "XMLValidation", "Reports", "SLOAnalysis", "LoadPlan", "LoadMetrics",
            ],
            resources: [.copy("Golden")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ZondaTests",
            dependencies: [
                "Groundwork", "LoadTestKit", "zonda", "Curl", "LoadGenerator", "LoadMetrics", "LoadPlan", "Reports",
                "SLOAnalysis",
                "ScenarioLanguage",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "BookingDemoTests", dependencies: ["booking-demo"], swiftSettings: settings),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "Groundwork", "LoadTestKit", "LoadMetrics", "LoadPlan", "NetworkModel", "ScenarioLanguage",
                "LoadGenerator", "zonda", "booking-demo",
            ],
            swiftSettings: settings
        ),
    ]
)

/// ZONDA_TESTS="FuzzTests LoadGeneratorTests" leaves only these test targets and what they need. Builds for sanitizers and
/// for counting allocations have no use for the demo service and the command line, which take most of a build's time.
if let wanted = Context.environment["ZONDA_TESTS"], !wanted.isEmpty {
    var kept = Set(wanted.split(separator: " ").map(String.init))
    func needs(_ target: Target) -> Set<String> {
        let names: [String] = target.dependencies.compactMap { dependency in
            switch dependency {
            case .targetItem(let name, _), .byNameItem(let name, _): name
            default: nil
            }
        }
        return Set(names)
    }
    var known = 0
    while kept.count > known {
        known = kept.count
        for target in package.targets where kept.contains(target.name) { kept.formUnion(needs(target)) }
    }
    package.targets.removeAll { !kept.contains($0.name) }
    package.products.removeAll()
    let usesPackages = package.targets.contains { target in
        target.dependencies.contains { if case .productItem = $0 { true } else { false } }
    }
    if !usesPackages { package.dependencies.removeAll() }
}
