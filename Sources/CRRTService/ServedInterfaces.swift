import CRRTProtocol
import Varlink

extension Instance {
    /// The interfaces that it serves beside `org.varlink.service`, in the order in which it tells them.
    static let interfaces: [VarlinkInterface] = [
        Roster.interface, Requests.interface, Campaigns.interface, Taskings.interface, Consents.interface, Standby.interface,
        Notes.interface, Handover.interface, Journal.interface, Reports.interface, Service.interface, ServiceControl.interface,
        Metrics.interface, Exercise.interface,
    ]
}
