/// What can happen, as the journal names it.
public enum JournalEvent: String, Sendable, Hashable, CaseIterable {
    case expertPut = "expert.put", expertOffer = "expert.offer", expertNameErased = "expert.nameErased"
    case expertRecalled = "expert.recalled"
    case teamPut = "team.put", teamOffer = "team.offer"
    case effectPut = "effect.put", effectOffer = "effect.offer"
    /// Closes an import, behind the entries of its records: what it came to, in numbers.
    case rosterImported = "roster.imported"
    case requestSubmitted = "request.submitted", requestAmended = "request.amended", requestValidated = "request.validated"
    case requestReturned = "request.returned", requestCancelled = "request.cancelled", requestClosed = "request.closed"
    case requestExpired = "request.expired"
    case taskingProposed = "tasking.proposed", taskingOrdered = "tasking.ordered", taskingDeparted = "tasking.departed"
    case taskingBegun = "tasking.begun", taskingReleased = "tasking.released", taskingClosed = "tasking.closed"
    case taskingRecalled = "tasking.recalled", taskingAborted = "tasking.aborted"
    case extensionAsked = "tasking.extensionAsked"
    /// An offer that serves in an ordered tasking was changed so that a rule objects to it now.
    case taskingAffected = "tasking.affected"
    case consentEndorsed = "consent.endorsed", consentGranted = "consent.granted", consentRefused = "consent.refused"
    case consentRevoked = "consent.revoked", consentLapsed = "consent.lapsed"
}
