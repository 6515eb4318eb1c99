import CRRTDomain
import Testing

/// What no record may hold, each with its complaint.
@Suite struct RecordTests {
    private let samples: RecordSamples
    init() throws { samples = try RecordSamples() }

    @Test func samplesAreTaken() throws {
        _ = try samples.expert()
        _ = try samples.team()
        _ = try samples.effect()
        _ = try samples.request()
    }

    @Test func experts() throws {
        #expect(fault { try samples.expert(id: "LVA-1") } == "nation: is EST, but the id LVA-1 belongs to LVA")
        #expect(fault { try samples.expert(skills: [:]) } == "skills: is empty; name at least one skill and its level")
        #expect(fault { try samples.expert(excludes: [samples.est]) } == "excludes: names EST itself")
        #expect(fault { try samples.expert(noticeHours: -1) } == "noticeHours: is -1; 0 to 8760 hours are allowed")
        #expect(fault { try samples.expert(noticeHours: 8761) } == "noticeHours: is 8761; 0 to 8760 hours are allowed")
        #expect(fault { try samples.expert(noticeHours: 8760) } == "none")
        #expect(fault { try samples.expert(name: "A\u{1b}[2J") } == "name: holds the control character U+1b")
        #expect(fault { try samples.expert(name: "A\u{9b}2J") } == "name: holds the control character U+9b")
        #expect(
            fault { try samples.expert(name: String(repeating: "é", count: 101)) } == "name: is 202 bytes long; at most 200 are allowed")
        #expect(try samples.expert(name: " \n", location: "Tallinn\nHarju").name == nil)
        let touching = [Period](repeating: try Period(start: samples.start, end: samples.end), count: 2)
        #expect(try samples.expert(unavailable: touching).unavailable.count == 1)
    }

    @Test func teams() throws {
        #expect(fault { try samples.team(id: "LVA-T") } == "nation: is EST, but the id LVA-T belongs to LVA")
        #expect(fault { try samples.team(name: "") } == "name: is empty; write some text")
        #expect(fault { try samples.team(members: []) } == "members: is empty; name at least one expert")
        #expect(fault { try samples.team(members: ["EST-1", "EST-2", "EST-1"]) } == "members[2]: EST-1 is named twice")
        #expect(fault { try samples.team(members: (0...200).map { "EST-\($0)" }) } == "members: holds 201; at most 200 are allowed")
        #expect(fault { try samples.team(lead: "EST-9") } == "lead: EST-9 is not among the members")
        #expect(fault { try samples.team(minimumStrength: 3) } == "minimumStrength: 3 is not between 1 and the number of members, 2")
        #expect(fault { try samples.team(minimumStrength: 0) } == "minimumStrength: 0 is not between 1 and the number of members, 2")
        #expect(fault { try samples.team(excludes: [samples.est]) } == "excludes: names EST itself")
        #expect(fault { try samples.team(lead: "LVA-1", minimumStrength: 2, excludes: [samples.lva]) } == "none")
    }

    @Test func aForeignMemberCountsOnceHisNationHasNamedTheTeam() throws {
        let team = try Team(
            id: TeamID("LVA-T"), name: "T", nation: samples.lva, members: [ExpertID("EST-1")], noticeHours: 1, offer: samples.offer)
        #expect(!team.admits(try samples.expert()))
        #expect(team.admits(try samples.expert(teams: [team.id])))
        #expect(try samples.team().admits(samples.expert()))
    }

    @Test func effects() throws {
        #expect(fault { try samples.effect(title: " ") } == "title: is empty; write some text")
        #expect(fault { try samples.effect(kind: "Sink hole") } == "kind: 'Sink hole' is not one lower-case word, such as sinkhole")
        #expect(fault { try samples.effect(kind: "") } == "kind: '' is not one lower-case word, such as sinkhole")
        #expect(fault { try samples.effect(leadHours: -1) } == "leadHours: is -1; 0 to 8760 hours are allowed")
        #expect(
            fault { try samples.effect(releasableTo: []) }
                == "releasableTo: is empty; name the nations or groups that may know, such as NATO")
        #expect(fault { try samples.effect(releasableTo: ["NATO", "EST", "NATO"]) } == "releasableTo[2]: NATO is named twice")
        #expect(
            fault { try samples.effect(conditions: String(repeating: "x", count: 4001)) }
                == "conditions: is 4001 bytes long; at most 4000 are allowed")
    }

    @Test func requests() throws {
        #expect(fault { try samples.request(id: "REQ-LVA-2026-0001") } == "nation: is EST, but the id REQ-LVA-2026-0001 belongs to LVA")
        #expect(fault { try samples.request(seats: []) } == "seats: is empty; ask for at least one person or effect")
        #expect(fault { try samples.request(seats: [], effects: ["sinkhole"]) } == "none")
        #expect(fault { try samples.request(seats: [40]) } == "none")
        #expect(fault { try samples.request(seats: [40, 1]) } == "seats: ask for 41 people; at most 40 are allowed in one request")
        #expect(fault { try samples.request(seats: [0]) } == "count: is 0; 1 to 40 are allowed")
        #expect(fault { try samples.request(seats: [41]) } == "count: is 41; 1 to 40 are allowed")
        #expect(fault { try samples.request(excludes: [samples.est]) } == "excludes: names the requesting nation EST itself")
        #expect(fault { try samples.request(replyBy: samples.end) } == "none")
        #expect(
            fault { try samples.request(replyBy: samples.end.adding(seconds: 1)) }
                == "replyBy: 2026-11-30T00:00:01Z is after the end 2026-11-30T00:00:00Z")
        #expect(fault { try samples.request(maxNoticeHours: 9000) } == "maxNoticeHours: is 9000; 0 to 8760 hours are allowed")
        #expect(fault { try samples.request(title: "a\rb") } == "title: holds the control character U+d")
        #expect(
            fault { try samples.request(summary: String(repeating: "x", count: 8001)) }
                == "summary: is 8001 bytes long; at most 8000 are allowed")
        #expect(fault { try samples.request(releasableTo: []) }.hasPrefix("releasableTo: is empty"))
        #expect(fault { try samples.request(effects: ["ok", "Not"]) } == "effects[1]: 'Not' is not one lower-case word, such as sinkhole")
        #expect(try samples.request(seats: [2, 3]).people == 5)
    }

    @Test func theFirstOfALeadLineLeads() throws {
        let seat = try Seat(skill: SkillCode("GX-SKL-001"), minLevel: Proficiency(2), count: 2, lead: true)
        #expect(seat.level(ofPerson: 0).level == 4)
        #expect(seat.level(ofPerson: 1).level == 2)
        let high = try Seat(skill: SkillCode("GX-SKL-001"), minLevel: Proficiency(5), lead: true)
        #expect(high.level(ofPerson: 0).level == 5)
        let plain = try Seat(skill: SkillCode("GX-SKL-001"), minLevel: Proficiency(2))
        #expect(plain.level(ofPerson: 0).level == 2)
    }

    @Test func offers() throws {
        let start = samples.start
        #expect(
            fault { try Offer(state: .offered, validFrom: start, validUntil: start, confirmedAt: start) }
                == "validUntil: 2026-11-23T00:00:00Z is not after validFrom 2026-11-23T00:00:00Z")
        let offer = try Offer(state: .offered, validFrom: start, validUntil: samples.end, confirmedAt: start)
        #expect(!offer.isStale(at: start.adding(days: 90), staleAfterDays: 90))
        #expect(offer.isStale(at: start.adding(days: 90).adding(seconds: 1), staleAfterDays: 90))
        #expect(!offer.hasExpired(at: samples.end.adding(seconds: -1)))
        #expect(offer.hasExpired(at: samples.end))
        #expect(!samples.offer.hasExpired(at: samples.end))
    }

    @Test func onePersonIsOneUidOrOnePart() {
        let anna = Principal(name: "duty", uid: 1)
        #expect(anna.isSamePerson(as: Principal(name: "authority", uid: 1)))
        #expect(!anna.isSamePerson(as: Principal(name: "duty", uid: 2)))
        let played = Principal(name: "duty", uid: 9, playedBy: "control")
        #expect(!played.isSamePerson(as: Principal(name: "authority", uid: 9, playedBy: "control")))
        #expect(played.isSamePerson(as: anna))
        #expect(played.description == "duty (played by control, uid 9)")
        #expect(anna.description == "duty (uid 1)")
    }

    @Test func consentsOfEffectsNeedTwo() throws {
        func consent(_ kind: Consent.Kind) throws -> Consent {
            Consent(tasking: try TaskingID("TSK-EST-2026-0001-1"), nation: samples.est, kind: kind, replyBy: samples.end, digest: "00")
        }
        #expect(try Consent.Kind.allCases.map { try consent($0).principalsNeeded } == [1, 1, 2])
    }

    @Test func complaintsAreSeenFromOutside() {
        #expect(InvalidField("", "r").within("seats[0]").field == "seats[0]")
        #expect(InvalidField("count", "r").within("seats[0]").field == "seats[0].count")
        #expect(InvalidField("[1]", "r").within("effects").field == "effects[1]")
    }
}
