/// The templates of requests that are shipped, embedded: what usually belongs into a request after an incident of a kind.
public enum RequestTemplates {
    /// By name, sorted: a request as JSON without a nation, with its times counted from the filing (`+24h`).
    public static var all: [(name: String, json: [UInt8])] {
        [
            ("broadcaster", PackageResources.broadcaster_json), ("election", PackageResources.election_json),
            ("grid", PackageResources.grid_json), ("hospital-ransomware", PackageResources.hospital_ransomware_json),
            ("parliament", PackageResources.parliament_json), ("satellite", PackageResources.satellite_json),
        ]
    }
}
