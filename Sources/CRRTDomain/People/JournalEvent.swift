/// The kinds of journal entry, by the name in the entry. A name never gets another meaning, because journals are kept.
public enum JournalEvent: String, Sendable, Hashable, CaseIterable {
    /// An expert's record was created or replaced, alone or in an import.
    case expertPut = "expert.put"
    /// An expert's offer was made, confirmed, suspended or withdrawn, without another change of the record.
    case expertOffer = "expert.offer"
    /// An expert's name was erased. The journal never held it.
    case expertNameErased = "expert.nameErased"
    /// The nation recalled an expert from every tasking. It names no tasking, because its readers need not be cleared for one.
    case expertRecalled = "expert.recalled"
    /// A team's record was created or replaced, alone or in an import.
    case teamPut = "team.put"
    /// A team's offer was made, confirmed, suspended or withdrawn, without another change of the record.
    case teamOffer = "team.offer"
    /// An effect's record was created or replaced, alone or in an import.
    case effectPut = "effect.put"
    /// An effect's offer was made, confirmed, suspended or withdrawn, without another change of the record.
    case effectOffer = "effect.offer"
    /// The nation stopped an effect in every tasking. It holds the effect and names no tasking, as its readers need not be cleared for one.
    case effectCeased = "effect.ceased"
    /// The nation recalled an effect from every tasking. As above.
    case effectRecalled = "effect.recalled"
    /// A nation put a point of contact on record, or replaced one. The journal holds its handle and a digest.
    case contactPut = "contact.put"
    /// A nation removed a point of contact, for good.
    case contactRemoved = "contact.removed"
    /// Ends an import, after the entries of its records, and has their counts.
    case rosterImported = "roster.imported"
    /// A nation asked for help, or the duty officer on its behalf.
    case requestSubmitted = "request.submitted"
    /// The content, the classification or the release of a request was changed. Consents that the change voids are in the entry.
    case requestAmended = "request.amended"
    /// What no nation consents to, such as the title of a request, was corrected.
    case requestCorrected = "request.corrected"
    /// People put on record that the matter was referred to consultation under the North Atlantic Treaty.
    case requestReferred = "request.referred"
    /// People put on record what a referral came to.
    case requestReferralReported = "request.referralReported"
    /// The duty officer accepted a request, so that taskings can be proposed for it.
    case requestValidated = "request.validated"
    /// The duty officer sent a request back to its nation, with a reason.
    case requestReturned = "request.returned"
    /// The requesting nation or the duty officer withdrew a request, with a reason. Its taskings that are not on the way home end in the
    /// same entry.
    case requestCancelled = "request.cancelled"
    /// The duty officer ended a request with an outcome, and a report where there is one.
    case requestClosed = "request.closed"
    /// The end of a request's period passed. No tasking was active, and none had been closed.
    case requestExpired = "request.expired"
    /// The duty officer opened a campaign, to which requests can be linked.
    case campaignOpened = "campaign.opened"
    /// The duty officer changed what is said of a campaign, or its label.
    case campaignCorrected = "campaign.corrected"
    /// The duty officer closed a campaign with an outcome. No further request is linked to it.
    case campaignClosed = "campaign.closed"
    /// A nation stated a standby period, or changed one.
    case standbyPut = "standby.put"
    /// A nation confirmed another nation's standby period for its own people.
    case standbyConfirmed = "standby.confirmed"
    /// A nation took a standby period back, with a reason.
    case standbyWithdrawn = "standby.withdrawn"
    /// A nation asked another to exchange the times of two standby periods.
    case standbySwapAsked = "standby.swapAsked"
    /// One of the two nations does not want the exchange.
    case standbySwapRefused = "standby.swapRefused"
    /// Two nations exchanged the times of their standby periods. Both periods are in the entry.
    case standbySwapped = "standby.swapped"
    /// The duty officer proposed a candidate. The consents that it needs are in the entry.
    case taskingProposed = "tasking.proposed"
    /// The duty officer proposed a replacement. The consents that it needs are in the entry.
    case taskingBatchProposed = "tasking.batchProposed"
    /// The releasing authority ordered a tasking. It commits its people from here on.
    case taskingOrdered = "tasking.ordered"
    /// The council approved a tasking politically, so that it may be ordered where the policy asks for that.
    case taskingApproved = "tasking.approved"
    /// The council withdrew its approval. No person takes a step forward then, where the policy asks for one.
    case taskingApprovalWithdrawn = "tasking.approvalWithdrawn"
    /// An inject of the exercise was told to its readers. Its plan is not in the journal, which those who play read.
    case injectReleased = "inject.released"
    /// A real matter in the middle of an exercise, told to everybody.
    case noDuffRaised = "noDuff.raised"
    /// A real matter in the middle of an exercise is over.
    case noDuffCleared = "noDuff.cleared"
    /// A note, a situation report or a lesson was added to the log of the room. The entry holds a salted digest of its text.
    case noteAdded = "note.added"
    /// The text of a note was erased for good.
    case noteErased = "note.erased"
    /// A lesson was done.
    case lessonDone = "lesson.done"
    /// A duty officer handed the room over. The entry holds the digest of the report that they signed.
    case handoverSigned = "handover.signed"
    /// The duty officer who takes over accepted it.
    case handoverAccepted = "handover.accepted"
    /// The duty desk reminded a nation that its answer is awaited.
    case consentReminded = "consent.reminded"
    /// The people left for the site.
    case taskingDeparted = "tasking.departed"
    /// The people began to work.
    case taskingBegun = "tasking.begun"
    /// The requesting nation or the duty officer let the people go home.
    case taskingReleased = "tasking.released"
    /// Single people were taken out of the work, by the duty officer or by their nation.
    case taskingWithdrawn = "tasking.withdrawn"
    /// People are home. This ends their commitment.
    case taskingHome = "tasking.home"
    /// All are home, and the duty officer ended the tasking with a report.
    case taskingClosed = "tasking.closed"
    /// A contributing nation recalled its people, or a nation revoked its consent after the order. That nation's people turn back, or those
    /// who are named.
    case taskingRecalled = "tasking.recalled"
    /// An effect was stopped at once: by its nation, the host or a releasing authority.
    case taskingCeased = "tasking.ceased"
    /// The nation of an effect, or a releasing authority, reported what its use came to.
    case taskingOutcome = "tasking.outcome"
    /// The duty officer or the releasing authority ended a tasking, with a reason.
    case taskingAborted = "tasking.aborted"
    /// The label of the request became stricter. The consents that an ordered tasking needs anew are in the entry.
    case termsAsked = "terms.asked"
    /// The duty officer asked for a later end. The fresh consents that it needs are in the entry.
    case extensionAsked = "tasking.extensionAsked"
    /// An offer that serves in an ordered tasking was changed so that a rule now objects to it.
    case taskingAffected = "tasking.affected"
    /// The first of two principals agreed to an effect. The second makes it `consentGranted`.
    case consentEndorsed = "consent.endorsed"
    /// A nation agreed. The last grant makes the tasking consented in the same entry.
    case consentGranted = "consent.granted"
    /// A nation refused. Its people go out, or keep the old end where it was asked for a longer one.
    case consentRefused = "consent.refused"
    /// A nation took back its consent before the order, which declines the tasking, or its consent to an extension, which drops the
    /// extension. After the order, revoking is `taskingRecalled`.
    case consentRevoked = "consent.revoked"
    /// A nation did not answer by `replyBy`. It has the effects of a refusal.
    case consentLapsed = "consent.lapsed"
}
