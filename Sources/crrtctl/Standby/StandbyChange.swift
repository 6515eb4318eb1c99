import CRRTProtocol
import Varlink

extension CommandContext {
    /// Makes a change of a period. A refusal says whose period it is, or how to look at it.
    ///
    /// - Parameter isOwn: Whether only the nation of the period may do that.
    func change<Reply>(standby id: String, isOwn: Bool, _ call: () throws(Failure) -> Answer<Reply>) throws(Failure) -> Answer<Reply> {
        do throws(Failure) { return try call() } catch {
            var told = isOwn ? OfferRights.explained(error, id, self) : error
            let isAboutState =
                error.remote?.as(Service.StaleRevision.self) != nil || error.remote?.as(Service.IllegalTransition.self) != nil
            if isAboutState { told.next = told.next ?? "crrtctl standby show \(id)" }
            throw told
        }
    }
}
