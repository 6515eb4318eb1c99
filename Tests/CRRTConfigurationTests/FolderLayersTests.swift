import Foundation
import Testing

@testable import CRRTConfiguration

/// `/etc` over `/run` over `/usr/lib`, tried out in a temporary root.
@Suite struct FolderLayersTests {
    @Test func aHigherLayerHidesTheSameNameInALowerOne() throws {
        let files = [
            "etc/crrtd/crrtd.yaml.d/20.yaml": "etc 20",
            "run/crrtd/crrtd.yaml": "run main",
            "run/crrtd/crrtd.yaml.d/20.yaml": "run 20",
            "run/crrtd/crrtd.yaml.d/10.yaml": "run 10",
            "usr/lib/crrtd/crrtd.yaml": "usr main",
            "usr/lib/crrtd/crrtd.yaml.d/30.yaml": "usr 30",
            "usr/lib/crrtd/policy.yaml": "usr policy",
        ]
        try withFolder(files) { root in
            let vendors = [root + "/run/", root + "/usr/lib/"]
            let folder = try ConfigurationFolder(root + "/etc/crrtd/", administrator: root + "/etc/", vendors: vendors)
            #expect(try folder.sourceWithDropIns("crrtd.yaml").map(\.text) == ["run main", "run 10", "etc 20", "usr 30"])
            #expect(try folder.source("policy.yaml")?.text == "usr policy")
            #expect(try folder.source("principals.yaml") == nil)
        }
    }

    @Test func aFolderElsewhereStandsAlone() throws {
        try withFolder(["home/site/x": "", "run/site/policy.yaml": "run"]) { root in
            let folder = try ConfigurationFolder(root + "/home/site", administrator: root + "/etc/", vendors: [root + "/run/"])
            #expect(try folder.source("policy.yaml") == nil)
        }
    }
}
