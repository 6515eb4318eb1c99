// swift-tools-version: 6.2
// The house, floor by floor: a target imports only from lower floors (docs/ARCHITECTURE.md; TidyTests holds it).
import PackageDescription

/// One set of settings for every target. CI adds -warnings-as-errors on the command line.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "crrtd",
    products: [
        .executable(name: "crrtd", targets: ["crrtd"]),
        .executable(name: "crrtctl", targets: ["crrtctl"]),
        .executable(name: "crrtctl-yaml", targets: ["crrtctl-yaml"]),
        .executable(name: "crrtd-simulate", targets: ["crrtd-simulate"]),
        .library(name: "Varlink", targets: ["Varlink"]),
        .library(name: "VarlinkServer", targets: ["VarlinkServer"]),
        // What Benchmarks/ measures in process.
        .library(name: "CRRTDomain", targets: ["CRRTDomain"]),
        .library(name: "CRRTMatching", targets: ["CRRTMatching"]),
        .library(name: "CRRTProtocol", targets: ["CRRTProtocol"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Side rooms: no CRRT word in them.
        .systemLibrary(name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .target(name: "Systemd", dependencies: ["CSystemd", logging], swiftSettings: settings),
        .target(name: "Varlink", swiftSettings: settings),
        .target(name: "CSV", swiftSettings: settings),
        .target(name: "VarlinkServer", dependencies: ["Varlink", logging] + nio, swiftSettings: settings),
        .executableTarget(name: "VarlinkGenerator", dependencies: ["Varlink"], swiftSettings: settings),
        .plugin(name: "VarlinkPlugin", capability: .buildTool(), dependencies: ["VarlinkGenerator"]),
        .executableTarget(
            name: "varlink-certification", dependencies: ["Varlink", "VarlinkServer", logging] + nio,
            swiftSettings: settings, plugins: ["VarlinkPlugin"]),

        // Floor 0: what crrtd knows.
        .target(name: "CRRTDomain", swiftSettings: settings),

        // Floor 1: what it concludes, and what anybody can prove.
        .target(name: "CRRTMatching", dependencies: ["CRRTDomain"], swiftSettings: settings),
        .target(name: "JournalProof", dependencies: ["CRRTDomain", "Varlink", crypto], swiftSettings: settings),

        // Floor 2: what it says.
        .target(
            name: "CRRTProtocol", dependencies: ["CRRTDomain", "Varlink"], swiftSettings: settings,
            plugins: ["VarlinkPlugin"]),

        // Floor 3: what it keeps.
        .target(
            name: "Migrations", path: "migrations",
            resources: [
                .embedInCode("0001-first-schema.sql"), .embedInCode("0002-checkpoints.sql"), .embedInCode("0003-labels.sql"),
                .embedInCode("0004-assignment-states.sql"), .embedInCode("0005-granters.sql"),
                .embedInCode("0006-epochs-and-numbers.sql"), .embedInCode("0007-elements.sql"), .embedInCode("0008-contacts.sql"),
                .embedInCode("0009-campaigns-and-partners.sql"),
                .embedInCode("0010-exercise-messages.sql"), .embedInCode("0011-standby.sql"), .embedInCode("0012-notes.sql"),
                .embedInCode("0013-one-check-of-experts.sql"), .embedInCode("schema.sql"),
            ],
            swiftSettings: settings),
        .target(
            name: "CRRTStore", dependencies: ["CRRTDomain", "CRRTProtocol", "JournalProof", "Varlink", "Migrations", grdb, sqlite, crypto],
            swiftSettings: settings),
        .target(
            name: "Catalogues", path: "etc", exclude: ["crrtd.yaml", "policy.yaml", "principals.yaml"],
            resources: [
                .embedInCode("skills.csv"), .embedInCode("skill-words.csv"), .embedInCode("nations.csv"), .embedInCode("sectors.csv"),
                .embedInCode("incident-classes.csv"),
            ],
            swiftSettings: settings),
        .target(
            name: "CRRTConfiguration", dependencies: ["CRRTDomain", "CSV", "Catalogues", "JournalProof", yams], swiftSettings: settings),

        // Floor 4: what it does.
        .target(
            name: "CRRTService",
            dependencies: [
                "CRRTDomain", "CRRTMatching", "CRRTProtocol", "CRRTStore", "CRRTConfiguration", "JournalProof", "Varlink", crypto, logging,
            ],
            swiftSettings: settings),

        // Floor 5: what runs.
        .executableTarget(
            name: "crrtd",
            dependencies: [
                "CMalloc", "CRRTDomain", "CRRTStore", "CRRTConfiguration", "CRRTService", "JournalProof", "Systemd", "Varlink",
                "VarlinkServer", arguments,
                logging,
            ] + nio,
            swiftSettings: settings),
        .target(
            name: "RequestTemplates", path: "samples/templates",
            resources: [
                .embedInCode("broadcaster.json"), .embedInCode("election.json"), .embedInCode("grid.json"),
                .embedInCode("hospital-ransomware.json"), .embedInCode("parliament.json"), .embedInCode("satellite.json"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "crrtctl", dependencies: ["CRRTDomain", "CRRTProtocol", "CSV", "JournalProof", "RequestTemplates", "Varlink", arguments],
            swiftSettings: settings),
        // Beside crrtctl, for 'edit' alone: the parser needs Foundation, which crrtctl must not load.
        .executableTarget(name: "crrtctl-yaml", dependencies: ["Varlink", yams], swiftSettings: settings),

        // Tests.
        .target(
            name: "CRRTTestSupport", dependencies: ["CRRTDomain", "CRRTProtocol", "JournalProof", "Varlink"], path: "Tests/CRRTTestSupport",
            exclude: ["BeforeElements"], swiftSettings: settings),
        .target(name: "ByteSearch", path: "Tests/ByteSearch", swiftSettings: settings),
        .target(name: "SeededNumbers", path: "Tests/SeededNumbers", swiftSettings: settings),
        .target(name: "CSimulatedDisk", path: "Tests/Simulation/CSimulatedDisk"),
        .target(
            name: "SimulatedDisk", dependencies: ["CSimulatedDisk"], path: "Tests/Simulation/SimulatedDisk", swiftSettings: settings),
        .testTarget(
            name: "SimulatedDiskTests",
            dependencies: ["CRRTDomain", "CRRTStore", "JournalProof", "SeededNumbers", "SimulatedDisk", grdb],
            path: "Tests/Simulation/SimulatedDiskTests", swiftSettings: settings),
        .testTarget(name: "VarlinkTests", dependencies: ["SeededNumbers", "Varlink"], swiftSettings: settings, plugins: ["VarlinkPlugin"]),
        .testTarget(
            name: "VarlinkServerTests", dependencies: ["SeededNumbers", "Varlink", "VarlinkServer", logging] + nio,
            swiftSettings: settings, plugins: ["VarlinkPlugin"]),
        .testTarget(name: "CRRTDomainTests", dependencies: ["CRRTDomain", "SeededNumbers"], swiftSettings: settings),
        .testTarget(
            name: "CRRTMatchingTests", dependencies: ["CRRTDomain", "CRRTMatching", "SeededNumbers"], swiftSettings: settings),
        .testTarget(
            name: "JournalProofTests", dependencies: ["CRRTDomain", "JournalProof", "Varlink", crypto], swiftSettings: settings),
        .testTarget(
            name: "CRRTStoreTests",
            dependencies: [
                "CRRTDomain", "CRRTProtocol", "CRRTStore", "CRRTTestSupport", "JournalProof", "Migrations", "SeededNumbers", "Varlink",
                grdb, crypto,
            ],
            swiftSettings: settings),
        .testTarget(name: "CSVTests", dependencies: ["CSV", "SeededNumbers"], swiftSettings: settings),
        .testTarget(name: "SystemdTests", dependencies: ["Systemd", logging], swiftSettings: settings),
        .testTarget(name: "CRRTProtocolTests", dependencies: ["CRRTDomain", "CRRTProtocol", "Varlink"], swiftSettings: settings),
        .testTarget(
            name: "CrrtdTests", dependencies: ["crrtd", "CRRTStore", "CRRTTestSupport"] + nio, swiftSettings: settings),
        .testTarget(
            name: "CrrtctlTests",
            dependencies: [
                "crrtctl", "crrtctl-yaml", "CRRTDomain", "CRRTProtocol", "CRRTTestSupport", "SeededNumbers", "Varlink", arguments,
            ],
            exclude: ["Help.txt", "Report/Reports.txt", "Board/Board.txt"],
            swiftSettings: settings),
        .testTarget(
            name: "CRRTConfigurationTests", dependencies: ["CRRTDomain", "CRRTConfiguration", "JournalProof"], swiftSettings: settings),
        .testTarget(
            name: "CRRTServiceTests",
            dependencies: [
                "CRRTConfiguration", "CRRTDomain", "CRRTMatching", "CRRTProtocol", "CRRTService", "CRRTStore", "CRRTTestSupport",
                "JournalProof", "SeededNumbers", "Varlink", grdb, logging,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "IntegrationTests",
            dependencies: [
                "CRRTDomain", "CRRTProtocol", "CRRTStore", "CRRTTestSupport", "JournalProof", "SeededNumbers", "Varlink", "crrtd",
                "crrtctl", "crrtctl-yaml",
            ],
            swiftSettings: settings),
        .testTarget(name: "TidyTests", dependencies: ["ByteSearch"], swiftSettings: settings),

        // The simulator: lives of the daemon, drawn from seeds. docs/reliability.md.
        .target(
            name: "Simulation",
            dependencies: [
                "ByteSearch", "CRRTConfiguration", "CRRTDomain", "CRRTProtocol", "CRRTService", "CRRTStore", "CRRTTestSupport",
                "JournalProof", "SeededNumbers", "SimulatedDisk", "Varlink", logging,
            ],
            path: "Tests/Simulation/Simulation", swiftSettings: settings),
        .testTarget(
            name: "SimulationTests", dependencies: ["CRRTDomain", "CRRTTestSupport", "Simulation"],
            path: "Tests/Simulation/SimulationTests", swiftSettings: settings),
        .executableTarget(
            name: "crrtd-simulate", dependencies: ["Simulation", arguments], path: "Tests/Simulation/crrtd-simulate",
            swiftSettings: settings),
    ]
)
