/// The numbered, frozen migrations, embedded so that binary and schema cannot part.
public enum Migrations {
    /// The SQL texts in order, UTF-8; the n-th brings the schema from n − 1 to n. A shipped one is never edited.
    public static let all: [[UInt8]] = [
        PackageResources._001_first_schema_sql, PackageResources._002_checkpoints_sql, PackageResources._003_labels_sql,
        PackageResources._004_assignment_states_sql, PackageResources._005_granters_sql,
        PackageResources._006_epochs_and_numbers_sql, PackageResources._007_elements_sql,
        PackageResources._008_contacts_sql, PackageResources._009_campaigns_and_partners_sql,
        PackageResources._010_exercise_messages_sql, PackageResources._011_standby_sql,
        PackageResources._012_notes_sql, PackageResources._013_one_check_of_experts_sql,
    ]

    /// What all of them make, as SQLite holds it: a comment, and then each object after an empty line. UTF-8.
    public static var schema: [UInt8] { PackageResources.schema_sql }
}
