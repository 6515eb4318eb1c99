import CRRTDomain
import CRRTProtocol
import Testing
import Varlink

@testable import crrtctl

@Suite struct RequestTemplateTests {
    private static let now = (try? Instant("2026-11-23T12:00:00Z"))!

    /// With a nation and nothing else each is a request that the domain takes.
    @Test(arguments: RequestTemplate.names) func whole(name: String) throws {
        var object = try RequestTemplate.object(name)
        #expect(object["nation"] == nil)
        object["nation"] = "ALB"
        try RequestTimes.resolve(&object, now: Self.now, from: name)
        let request = try Request(try RequestTermOptions.request(object, from: name))
        #expect(request.seats.contains { $0.lead })
        // People who set off within the notice are there in time, though half a day passes until the order.
        let ready = Self.now.adding(hours: 12 + (request.maxNoticeHours ?? 0))
        #expect(request.period.start >= ready)
        // Where nothing has happened yet, there is nothing to class.
        #expect(request.incident?.incidentClass != nil || request.mission == .prevent)
        // The text that is printed has every field of it.
        let text = RequestYAML.text(object, [])
        for member in object.members { #expect(text.contains("\n\(member.name):")) }
    }

    /// The summary asks what has happened. As long as it does, nothing is filed.
    @Test(arguments: RequestTemplate.names) func asks(name: String) throws {
        var object = try RequestTemplate.object(name)
        object["nation"] = "ALB"
        try RequestTimes.resolve(&object, now: Self.now, from: name)
        var request = try RequestTermOptions.request(object, from: name)
        let told = "Since Friday. " + (request.summary ?? "")
        for summary in [request.summary, told] {
            request.summary = summary
            #expect {
                try RequestTemplate.check(request)
            } throws: { error in
                (error as? Failure)?.text.hasPrefix("summary: it is still the template's, 'State ") ?? false
            }
            #expect(throws: InvalidField.self) { try AnswerCheck(nations: [], now: Self.now).check("summary", .string(summary ?? ""), [:]) }
        }
        for summary in [nil, "Three hospitals since 02:00Z"] {
            request.summary = summary
            try RequestTemplate.check(request)
        }
    }

    @Test func names() throws {
        #expect(RequestTemplate.names == RequestTemplate.names.sorted())
        #expect(try RequestTemplate.object("GRID") == RequestTemplate.object("grid"))
        #expect { try RequestTemplate.object("hospitl-ransomware") } throws: { error in
            (error as? Failure)?.text.contains("near: hospital-ransomware") ?? false
        }
    }
}
