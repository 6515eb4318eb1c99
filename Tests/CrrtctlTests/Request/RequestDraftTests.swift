import CRRTDomain
import CRRTTestSupport
import Foundation
import Testing
import Varlink

@testable import crrtctl

@Suite struct RequestDraftTests {
    private static let now = (try? Instant("2026-11-23T12:00:07.5Z"))!

    @Test(arguments: [
        (["XDG_STATE_HOME": "/var/x", "HOME": "/home/e"], "/var/x/crrtctl/"), (["HOME": "/home/e"], "/home/e/.local/state/crrtctl/"),
        (["XDG_STATE_HOME": "relative", "HOME": "/home/e"], "/home/e/.local/state/crrtctl/"), ([:], ""),
    ])
    func folders(environment: [String: String], folder: String) {
        #expect(RequestDraft.folder { environment[$0] } == folder)
    }

    @Test func onlyTheOwnerReadsIt() throws {
        try TemporaryFolder.with { folder in
            let screen = Screen(form: .text, legend: true, quiet: true, times: TimeStyle(now: Self.now, dateTimeGroups: false))
            let draft = RequestDraft(nil, now: Self.now, screen) { $0 == "HOME" ? folder.path : nil }
            #expect(draft.path.hasPrefix(folder.path + "/.local/state/crrtctl/request-2026-11-23T120007Z-") && !draft.isKept)
            let answers: JSONObject = ["classification": "NS", "title": "Wiper"]
            draft.keep(answers)
            #expect(draft.isKept)
            #expect(try InputFile(draft.path).record("request") == answers)
            let mode = try FileManager.default.attributesOfItem(atPath: draft.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let above = (draft.path as NSString).deletingLastPathComponent
            #expect(try FileManager.default.attributesOfItem(atPath: above)[.posixPermissions] as? Int == 0o700)
            #expect(draft.advice(answers)[0].contains("its label is NS") && draft.advice([:])[0].contains("no label yet"))
            #expect(draft.advice(answers)[1] == "next: crrtctl request submit --draft \(draft.path)")
            draft.remove()
            #expect(!FileManager.default.fileExists(atPath: draft.path) && !draft.isKept)
        }
    }
}
