import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// Reports how many people have each skill, by clearance, and where they are few.
enum ReadCoverage {
    static func run(
        _ parameters: Reports.Coverage.Parameters, _ caller: Caller, _ environment: CallEnvironment
    ) throws -> Reports.Coverage.Reply {
        let (at, site, question) = try environment.query(caller) { query in
            (
                try ParameterFields.instant("at", parameters.at) ?? query.now, query.site,
                try ReportInput.read(at: parameters.at, nation: parameters.nation, query)
            )
        }
        let skills = site.catalogue.skills
        let found = question.map { $0.index.coverage(of: skills.map(\.code), $0.basis, $0.scope) }
        return .init(
            at: at.description, available: found?.available ?? 0, fewerThan: Coverage.fewerThan,
            skills: skills.indices.map { index in
                let covers = found?.covers[index] ?? Classification.allCases.map { _ in Coverage() }
                return .init(
                    skill: skills[index].code.text, title: skills[index].title,
                    cover: zip(Classification.allCases, covers).map {
                        wire($0, $1, severalNations: question.map { $0.scope.nation == nil } ?? false)
                    })
            })
    }

    private static func wire(_ clearance: Classification, _ cover: Coverage, severalNations: Bool) -> Reports.Cover {
        let spot = Reports.Cover.Spot(rawValue: cover.spot(severalNations: severalNations).rawValue) ?? .sound
        return .init(
            clearance: .init(rawValue: clearance.rawValue) ?? .CTS, people: cover.people, leading: cover.leading,
            nations: cover.nations.map(\.description), spot: spot)
    }
}
