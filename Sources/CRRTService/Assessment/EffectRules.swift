import CRRTDomain
import CRRTMatching

/// The rules of domain.md section 5 for effects: whether the offer is valid, and who may know of it.
enum EffectRules {
    static func objections(to effect: Effect, _ request: Request, _ context: some Context) -> [Objection] {
        var found: [Objection] = []
        func object(_ code: ObjectionCode, _ detail: String) {
            found.append(Objection(code: code, seat: nil, detail: detail))
        }
        let offer = effect.offer
        if offer.state != .offered { object(.notOffered, "the offer is \(offer.state.rawValue)") }
        if offer.validFrom > request.period.start { object(.notOffered, "the offer begins \(offer.validFrom)") }
        if offer.isStale(at: context.now, staleAfterDays: context.site.policy.staleAfterDays) {
            object(.offerStale, "last confirmed \(offer.confirmedAt)")
        }
        if let until = offer.validUntil, until < request.period.end { object(.offerEnds, "the offer ends \(until)") }
        if let until = effect.authorisedUntil, until < request.period.end {
            object(.authorisationEnds, "authorisedUntil is \(until), the use ends \(request.period.end)")
        }
        if let most = request.maxNoticeHours, effect.leadHours > most {
            object(.noticeTooLong, "\(effect.leadHours) h, asked are \(most) h")
        }
        let released = (try? context.site.catalogue.nations(in: request.releasableTo)) ?? []
        if !released.contains(effect.nation) { object(.notReleasable, "\(effect.nation) may not know of the request") }
        let knows = (try? context.site.catalogue.nations(in: effect.releasableTo)) ?? []
        if !knows.contains(request.nation), request.nation != effect.nation {
            object(.notReleasable, "\(request.nation) may not know of the effect")
        }
        if request.excludes.contains(effect.nation) { object(.excludedByRequester, "\(effect.nation)") }
        if effect.nation == request.nation && !request.ownNationals { object(.ownNational, "\(effect.nation) asks itself") }
        return found
    }
}
