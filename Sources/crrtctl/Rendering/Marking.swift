import CRRTDomain

/// The label of what is shown, which stands first and last; in an exercise with that word before it.
struct Marking: Equatable, Sendable {
    var isExercise = false
    /// The lowest label that this site gives to anything.
    var floor: Classification?

    /// The line for a page that holds records with these labels; nil where there is nothing to say.
    func line(labels: [String]) -> String? {
        let highest = (labels.compactMap(Classification.init(rawValue:)) + [floor].compactMap { $0 }).max()
        let words = [isExercise ? "EXERCISE" : nil, highest?.rawValue].compactMap { $0 }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
