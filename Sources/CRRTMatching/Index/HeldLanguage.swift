internal import CRRTDomain

/// A language and its STANAG 6001 profile, in eight bytes instead of a heap array.
struct HeldLanguage: Hashable {
    let code: LanguageCode
    let halves: SIMD4<UInt8>

    init(_ code: LanguageCode, _ profile: LanguageProfile) {
        self.code = code
        halves = profile.vector
    }

    /// Whether it is the same language, and each of the four skills is high enough.
    func meets(_ needed: HeldLanguage) -> Bool {
        code == needed.code && all(halves .>= needed.halves)
    }
}
