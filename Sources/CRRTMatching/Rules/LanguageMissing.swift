internal import CRRTDomain

/// The expert does not reach the profile of a language that the request names.
enum LanguageMissing: ExpertRule {
    static let code = ObjectionCode.languageMissing

    static func objects(to expert: ExpertProfile, _ query: CompiledQuery) -> Bool {
        query.languages.contains { needed in !expert.languages.contains { $0.meets(needed) } }
    }

    static func detail(of expert: ExpertProfile, _ query: CompiledQuery) -> String {
        let missing = query.request.languages.filter { language, profile in
            !expert.languages.contains { $0.meets(LanguageLevel(language, profile)) }
        }
        return missing.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value) needed" }.joined(separator: ", ")
    }
}
