import ArgumentParser
import Testing
import Varlink

@testable import crrtctl

/// Options write what they name into the incident, and leave the rest.
@Suite struct IncidentOptionsTests {
    private static let before =
        #"{"incident":{"class":"fraud","sectors":["I.1"],"impact":{"people":7,"services":["mail"]},"measures":"none"}}"#

    @Test(arguments: [
        (["--incident-class", "availability"], #"{"incident":{"class":"availability","#),
        (["--sector-code", "I.5", "--sector-code", "I.1.a"], #""sectors":["I.5","I.1.a"]"#),
        (["--people", "12"], #""impact":{"people":12,"services":["mail"]}"#),
        (["--people", ""], #""impact":{"services":["mail"]}"#),
        (["--service", ""], #""impact":{"people":7}"#),
        (["--spill-over", "grc,bgr"], #""services":["mail"],"spillOver":["GRC","BGR"]"#),
        (["--measures", ""], #""impact":{"people":7,"services":["mail"]}}}"#),
        (["--attribution", "Known tools"], #""attribution":{"note":"Known tools","confidence":"low"}"#),
        (["--attribution", "Known tools", "--confidence", "high"], #""attribution":{"note":"Known tools","confidence":"high"}"#),
        (["--other-help", "UCPM"], #""otherHelp":["UCPM"]"#),
    ])
    func applied(_ words: [String], _ expected: String) throws {
        var request = try JSONObject(json: Array(Self.before.utf8))
        try IncidentOptions.parse(words).apply(to: &request)
        #expect(request.jsonString().contains(expected), "\(request.jsonString())")
    }

    @Test func noOptionChangesNothing() throws {
        var (request, empty) = (try JSONObject(json: Array(Self.before.utf8)), JSONObject())
        let options = try IncidentOptions.parse([])
        options.apply(to: &request)
        options.apply(to: &empty)
        #expect(request.jsonString() == Self.before && empty.members.isEmpty && options.isEmpty)
        #expect(try !IncidentOptions.parse(["--measures", ""]).isEmpty)
    }
}
