// swift-tools-version: 6.2
// Figures, beside the checkout's own package, so that nothing of this is compiled with it. `run.sh` builds and runs all of it.
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]
/// What a C compiler makes of it at its best on this machine: the floor should not be higher than need be.
let tight: [CSetting] = [.unsafeFlags(["-O3", "-march=native"])]

func product(_ name: String) -> Target.Dependency { .product(name: name, package: "crrtd") }

let package = Package(
    name: "crrtd-benchmarks",
    dependencies: [.package(name: "crrtd", path: "..")],
    targets: [
        .target(name: "Reference", path: "C/reference", cSettings: tight),
        .executableTarget(name: "reference-bench", dependencies: ["Reference"], path: "C/reference-bench", cSettings: tight),
        .executableTarget(name: "echo-server", path: "C/echo", cSettings: tight),
        .executableTarget(name: "load", path: "C/load", cSettings: tight),
        .executableTarget(name: "launch", path: "C/launch", cSettings: tight),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .target(name: "SeededRoster", dependencies: [product("CRRTDomain")], swiftSettings: settings),
        .target(name: "Measuring", swiftSettings: settings),
        .executableTarget(
            name: "matching-bench",
            dependencies: ["Measuring", "SeededRoster", "Reference", product("CRRTDomain"), product("CRRTMatching")],
            swiftSettings: settings),
        .executableTarget(
            name: "socket-bench",
            dependencies: [
                "Measuring", "SeededRoster", "CSQLite", product("CRRTDomain"), product("CRRTProtocol"), product("Varlink"),
            ],
            swiftSettings: settings),
    ]
)
