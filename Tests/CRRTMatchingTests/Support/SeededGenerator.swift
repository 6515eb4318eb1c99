import SeededNumbers

extension SeededGenerator {
    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
    mutating func one<Element>(of choices: [Element]) -> Element { choices[below(choices.count)] }
    /// True once in this number of times.
    mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 0 }
}
