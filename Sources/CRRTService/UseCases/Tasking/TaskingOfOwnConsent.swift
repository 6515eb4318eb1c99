import CRRTDomain
import CRRTProtocol
import CRRTStore

extension Command {
    /// A tasking that the caller may see, or for which they have granted a consent of their nation that stands. Even if the request was
    /// classified higher or released to fewer nations since, a caller who has read it can recall their people by its id. Once the consent
    /// is spent, those people have left; others are recalled by their own ids.
    func taskingOfOwnConsent(_ text: String) throws -> (tasking: Tasking, request: Request) {
        do { return try tasking(text) } catch let hidden as Service.NoSuchRecord {
            // No record is read to find the grant, so that the time of a refusal reveals nothing to a caller who has granted none.
            guard let nation = caller.nation, caller.speaks(for: nation), let id = try? TaskingID(text),
                try rows.hasGranted(id, nation: nation, person: caller.principal), let tasking = try rows.tasking(id),
                let request = try rows.request(tasking.request)
            else { throw hidden }
            return (tasking, request)
        }
    }
}
