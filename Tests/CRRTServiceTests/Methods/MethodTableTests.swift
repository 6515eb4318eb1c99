import CRRTProtocol
import Testing
import Varlink

@testable import CRRTService

/// Nothing is reachable without passing the table.
@Suite("The method table")
struct MethodTableTests {
    private static let interfaces = [
        Roster.interface, Requests.interface, Taskings.interface, Consents.interface, Journal.interface, Service.interface,
        Reports.interface, Campaigns.interface, Standby.interface, Exercise.interface, Notes.interface, Handover.interface,
        ServiceControl.interface, Metrics.interface,
    ]

    @Test("every routed method has a row, and every method that is declared is routed")
    func complete() throws {
        try InProcessDesk.with { desk in
            let table = desk.instance.table(version: "test")
            let protocolItself = Set(VarlinkService.interface.methods.map(\.name))
            let routed = Set(table.router.methods).subtracting(protocolItself)
            #expect(routed == Set(table.rights.keys), "routed past the table, or a row that leads nowhere")
            #expect(routed == Set(Self.interfaces.flatMap(\.methods).map(\.name)), "declared and not answered")
            #expect(Set(desk.instance.router(version: "test").methods) == routed.union(protocolItself))
        }
    }

    @Test("a caller without a role passes one row")
    func unknown() throws {
        try InProcessDesk.with { desk in
            let open = desk.instance.table(version: "test").rights.filter { $0.value == .anyone }.map(\.key)
            #expect(open == [Service.WhoAmI.name])
        }
    }
}
