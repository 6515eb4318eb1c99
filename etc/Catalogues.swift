/// The skills, nations, sectors and incident classes that the program knows where a site keeps no files of its own: the shipped CSV
/// files, embedded.
public enum Catalogues {
    /// `skills.csv`, UTF-8: `code,title,framework`.
    public static var skills: [UInt8] { PackageResources.skills_csv }
    /// `skill-words.csv`, UTF-8: `code,source,description,words`, below comment lines that name the sources and their versions.
    public static var skillWords: [UInt8] { PackageResources.skill_words_csv }
    /// `nations.csv`, UTF-8: `code,name,groups`.
    public static var nations: [UInt8] { PackageResources.nations_csv }
    /// `sectors.csv`, UTF-8: `code,title,words`, below comment lines that name the source and its version.
    public static var sectors: [UInt8] { PackageResources.sectors_csv }
    /// `incident-classes.csv`, UTF-8: `code,title,words`, below comment lines that name the source and its version.
    public static var incidentClasses: [UInt8] { PackageResources.incident_classes_csv }
}
