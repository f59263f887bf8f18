// swift-tools-version:5.9
import PackageDescription

let package = Package(
    name: "Polyroute",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [.library(name: "Polyroute", targets: ["Polyroute"])],
    targets: [
        // Made by build.sh.
        .binaryTarget(name: "PolyrouteFFI", path: "PolyrouteFFI.xcframework"),
        .target(
            name: "Polyroute",
            dependencies: ["PolyrouteFFI"],
            linkerSettings: [.linkedFramework("Security"), .linkedFramework("CoreFoundation")]
        ),
    ]
)
