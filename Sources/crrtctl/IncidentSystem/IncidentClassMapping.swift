/// Classes of older and neighbouring taxonomies as codes of the Reference Security Incident Taxonomy (RSIT).
///
/// eCSIRT.net's and CERT-XLM's classes are RSIT's ancestor and cousin: predicates are the same, and some values have other names.
enum IncidentClassMapping {
    /// The code for a class.
    ///
    /// - Parameters:
    ///   - name: `predicate:value` or `predicate`, in small letters.
    ///   - known: The codes of the catalogue.
    /// - Returns: nil where the catalogue has neither the class nor its predicate.
    static func code(_ name: String, known: Set<String>) -> String? {
        let parts = name.split(separator: ":", maxSplits: 1).map { $0.split(separator: " ").joined(separator: "-") }
        guard let first = parts.first else { return nil }
        let predicate = predicates[first] ?? first
        let value = parts.count > 1 ? parts[1] : ""
        let exact = predicate + "." + (values[predicate]?[value] ?? value)
        return [exact, predicate].first(where: known.contains)
    }

    private static let predicates = [
        "vulnerability": "vulnerable", "information-security": "information-content-security", "intrusion": "intrusions",
        "intrusion-attempt": "intrusion-attempts",
    ]

    private static let infected = "infected-system"
    private static let values: [String: [String: String]] = [
        "abusive-content": ["pornography": "violence", "child-sexual-content": "violence"],
        "malicious-code": [
            "ransomware": infected, "virus": infected, "worm": infected, "trojan": infected, "trojan-malware": infected,
            "spyware": infected,
            "spyware-rat": infected, "rootkit": infected, "dialer": infected, "malware": infected, "botnet-drone": infected,
            "backdoor": infected, "c&c": "c2-server", "c2server": "c2-server", "c2": "c2-server",
        ],
        "information-gathering": ["scanning": "scanner", "sniffer": "sniffing", "phishing": "social-engineering"],
        "intrusion-attempts": [
            "vulnerability-exploitation-attempt": "ids-alert", "exploit-known-vuln": "ids-alert", "login-attempts": "brute-force",
            "new-attack-signature": "exploit",
        ],
        "intrusions": [
            "backdoor": "system-compromise", "compromised": "system-compromise", "domain-compromise": "privileged-account-compromise",
            "botnet-member": "system-compromise",
        ],
        "information-content-security": [
            "unauthorised-access": "unauthorised-information-access", "unauthorized-access": "unauthorised-information-access",
            "unauthorised-modification": "unauthorised-information-modification", "unauthorised-information-disclosure": "data-leak",
        ],
        "fraud": ["unauthorized-use-of-resources": "unauthorised-use-of-resources"],
        "vulnerable": ["vulnerable-service": "vulnerable-system"],
    ]
}
