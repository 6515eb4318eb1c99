import CRRTProtocol
import Varlink

/// Looks up campaigns before a request is filed, so that a closed or hidden one is told where it is named.
struct CampaignLookUp {
    let context: CommandContext

    /// Why a new request cannot be linked to a campaign; nil where it can, or where the daemon does not tell.
    func fault(_ id: String) -> String? {
        do throws(Failure) {
            let campaign = try context.daemon.call(Campaigns.Get.self, .init(id: id)).reply.campaign
            return campaign.state == .closed ? "\(id) is closed" : nil
        } catch {
            return error.status == .noSuchRecord ? "there is no campaign \(id), or it is not yours to see; crrtctl campaign list" : nil
        }
    }

    /// Leaves campaigns out of an earlier request's terms to which a new one cannot be linked, and says so.
    func leaveOut(from request: inout JSONObject) {
        let named = (request["campaigns"]?.arrayValue ?? []).compactMap(\.stringValue)
        let faults = named.compactMap { id in fault(id).map { (id, $0) } }
        guard !faults.isEmpty else { return }
        let left = named.filter { id in !faults.contains { $0.0 == id } }
        request["campaigns"] = left.isEmpty ? nil : .array(left.map { .string($0) })
        context.screen.notice("left out of campaigns: \(faults.map(\.1).joined(separator: "; "))")
    }
}
