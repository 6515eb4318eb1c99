internal import CRRTDomain
internal import JournalProof

/// `consentKeys` of `principals.yaml`: the public keys with which each nation signs its consents, as base64 or in files.
enum ConsentKeysSection {
    /// Every path is shorter than this, and every key longer.
    private static let longestPath = 1024

    static func keys(_ value: YAMLValue?, _ catalogue: Catalogue) throws(ConfigurationError) -> [NationCode: [VerifyingKey]] {
        var keys: [NationCode: [VerifyingKey]] = [:]
        for (code, keyNode, value) in try value?.entries() ?? [] {
            let nation: NationCode
            do {
                nation = try NationCode(code)
                try catalogue.check(nation)
            } catch {
                throw value.failure("\(value.name): \(error.reason)", at: keyNode)
            }
            for item in try value.items() { keys[nation, default: []].append(try key(item)) }
        }
        return keys
    }

    private static func key(_ item: YAMLValue) throws(ConfigurationError) -> VerifyingKey {
        let text = try item.text()
        let path = text.hasPrefix("/") ? text : folder(of: item.source.file) + text
        let isFile = text.utf8.count <= longestPath
        // Changing the file would let one sign in the nation's name.
        if isFile { try PathOwnershipCheck.check(path) }
        do {
            return isFile ? try KeyFile.verifyingKey(path) : try KeyFile.verifyingKey(base64: text)
        } catch {
            throw item.failure("\(item.name) is no public key: \(error)")
        }
    }

    /// The folder with its slash. Relative paths are relative to the file that contains them.
    private static func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "" }
}
