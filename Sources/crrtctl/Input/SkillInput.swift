import CRRTDomain
import CRRTProtocol

/// Skills as people name them: a code or plain words.
enum SkillInput {
    /// The skills that the text finds, best first (``SkillSearch``).
    static func found(_ text: String, among catalogue: [Roster.Skill]) -> [Roster.Skill] {
        let entries = catalogue.map {
            SkillEntry(code: $0.code, title: $0.title, words: $0.words ?? [], description: $0.description)
        }
        return SkillSearch.ranked(text, among: entries).map { catalogue[$0] }
    }
}
