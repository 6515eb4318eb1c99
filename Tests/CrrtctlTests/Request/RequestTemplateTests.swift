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
        #expect(request.seats.contains { $0.lead } && request.period.start > Self.now)
        // The text that is printed has every field of it.
        let text = RequestYAML.text(object, [])
        for member in object.members { #expect(text.contains("\n\(member.name):")) }
    }

    @Test func names() throws {
        #expect(RequestTemplate.names == RequestTemplate.names.sorted())
        #expect(try RequestTemplate.object("GRID") == RequestTemplate.object("grid"))
        #expect { try RequestTemplate.object("hospitl-ransomware") } throws: { error in
            (error as? Failure)?.text.contains("near: hospital-ransomware") ?? false
        }
    }
}
