import CRRTConfiguration
import CRRTDomain
import CRRTProtocol
import JournalProof

/// Verifies a nation's signature of its grant, for the current terms and conditions, with the keys on record.
enum SignedConsent {
    /// The verified signature; nil where the grant is not signed.
    static func checked(
        _ parameters: Consents.Grant.Parameters, _ consent: Consent, _ command: Command
    ) throws -> ConsentSignature? {
        guard let given = parameters.signature else { return nil }
        let key = try key(given, of: consent.nation, command.site.configuration)
        guard given.conditions == parameters.conditions else {
            throw refused("is under other conditions than are stated; sign anew with crrtctl consent grant --key")
        }
        let statement = ConsentStatement(
            tasking: consent.tasking.description, nation: consent.nation.description, kind: consent.kind.rawValue,
            digest: consent.digest, conditions: parameters.conditions)
        guard let signature = Base64.bytes(given.signature), statement.isSigned(signature, by: key) else {
            throw refused("is not by key \(key.id) for these terms; read them with crrtctl consent show \(consent.tasking) and sign anew")
        }
        return ConsentSignature(
            key: key.id, publicKey: Base64.text(key.bytes), conditions: parameters.conditions, signature: given.signature)
    }

    private static func key(
        _ given: Consents.Signature, of nation: NationCode, _ configuration: Configuration
    ) throws -> VerifyingKey {
        let onRecord = configuration.consentKeys[nation] ?? []
        guard !onRecord.isEmpty else {
            throw refused(
                "cannot be checked: no key is on record for \(nation); the administrator adds it to consentKeys in principals.yaml")
        }
        guard let key = try? KeyFile.verifyingKey(base64: given.publicKey), onRecord.contains(key) else {
            let known = onRecord.map(\.id).joined(separator: ", ")
            throw refused("is by key \(given.key), which is not on record for \(nation); on record: \(known)")
        }
        return key
    }

    private static func refused(_ reason: String) -> Service.InvalidRecord { Refusal.invalid("signature", reason) }
}
