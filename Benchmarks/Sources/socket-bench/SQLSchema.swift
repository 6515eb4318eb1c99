import CRRTDomain
import Measuring

/// The best tables for these questions, filled by SQL from the records that crrtd keeps in the same file.
///
/// Everything that a seat asks of an expert lies in the one row that its index finds: skill, level, and all plain facts.
enum SQLSchema {
    static func fill(_ file: SQLiteFile) throws {
        try file.run("PRAGMA cache_size = -400000; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 4000000000; PRAGMA journal_mode = OFF")
        try file.run(tables)
        try languages(file)
        try file.run("CREATE TEMP TABLE fit (e INTEGER PRIMARY KEY, mask INT); CREATE TEMP TABLE need (s INT, need INT); ANALYZE")
    }

    /// Language profiles must be split into their parts, which SQL cannot do.
    private static func languages(_ file: SQLiteFile) throws {
        try file.run("CREATE TABLE q_profile (text TEXT PRIMARY KEY, l INT, s INT, r INT, w INT) WITHOUT ROWID")
        for text in try file.texts("SELECT DISTINCT j.value FROM expert, json_each(record, '$.languages') AS j") {
            let halves = try LanguageProfile(text).halves.map(String.init).joined(separator: ", ")
            try file.run("INSERT INTO q_profile VALUES ('\(text)', \(halves))")
        }
        try file.run(
            """
            CREATE TABLE q_language (e INT, language TEXT, l INT, s INT, r INT, w INT, PRIMARY KEY (e, language)) WITHOUT ROWID;
            INSERT INTO q_language SELECT q.e, j.key, p.l, p.s, p.r, p.w
                FROM expert AS x JOIN q_expert AS q ON q.id = x.id, json_each(x.record, '$.languages') AS j
                JOIN q_profile AS p ON p.text = j.value
            """)
    }

    private static let offer = """
        record ->> '$.offer.state' = 'offered'
        """
    private static let offerTimes = """
        unixepoch(record ->> '$.offer.validFrom') AS valid_from,
        coalesce(unixepoch(record ->> '$.offer.validUntil'), 9000000000000) AS valid_until,
        unixepoch(record ->> '$.offer.confirmedAt') AS confirmed
        """

    private static let tables = """
        CREATE TABLE q_expert (e INTEGER PRIMARY KEY, id TEXT UNIQUE, nation TEXT, notice INT, mode TEXT, clearance INT, until INT,
                               valid_from INT, valid_until INT, confirmed INT);
        INSERT INTO q_expert SELECT row_number() OVER (ORDER BY id), id, nation, record ->> '$.noticeHours', record ->> '$.mode',
            instr('NU NR NC NS CTS', record ->> '$.clearance.level') / 3,
            coalesce(unixepoch(record ->> '$.clearance.validUntil') + 86400, 9000000000000), \(offerTimes)
            FROM expert WHERE \(offer) AND record ->> '$.clearance.level' IS NOT NULL;
        CREATE TABLE q_holder (skill TEXT, level INT, e INT, nation TEXT, notice INT, mode TEXT, clearance INT, until INT, valid_from INT,
                               valid_until INT, confirmed INT, PRIMARY KEY (skill, level, e)) WITHOUT ROWID;
        INSERT INTO q_holder SELECT j.key, j.value, q.e, q.nation, q.notice, q.mode, q.clearance, q.until, q.valid_from, q.valid_until,
            q.confirmed FROM expert AS x JOIN q_expert AS q ON q.id = x.id, json_each(x.record, '$.skills') AS j;
        CREATE TABLE q_away (e INT, starts INT, ends INT, PRIMARY KEY (e, starts)) WITHOUT ROWID;
        INSERT INTO q_away SELECT q.e, unixepoch(j.value ->> '$.start'), unixepoch(j.value ->> '$.end')
            FROM expert AS x JOIN q_expert AS q ON q.id = x.id, json_each(x.record, '$.unavailable') AS j;
        CREATE TABLE q_refuses (e INT, nation TEXT, PRIMARY KEY (e, nation)) WITHOUT ROWID;
        INSERT INTO q_refuses SELECT q.e, j.value
            FROM expert AS x JOIN q_expert AS q ON q.id = x.id, json_each(x.record, '$.excludes') AS j;
        CREATE TABLE q_access (e INT, access TEXT, PRIMARY KEY (e, access)) WITHOUT ROWID;
        INSERT INTO q_access SELECT q.e, j.value
            FROM expert AS x JOIN q_expert AS q ON q.id = x.id, json_each(x.record, '$.accesses') AS j;
        CREATE TABLE q_team (t INTEGER PRIMARY KEY, id TEXT UNIQUE, nation TEXT, notice INT, strength INT, valid_from INT,
                             valid_until INT, confirmed INT);
        INSERT INTO q_team SELECT row_number() OVER (ORDER BY id), id, nation, record ->> '$.noticeHours',
            coalesce(record ->> '$.minimumStrength', 0), \(offerTimes) FROM team WHERE \(offer);
        CREATE TABLE q_team_refuses (t INT, nation TEXT, PRIMARY KEY (t, nation)) WITHOUT ROWID;
        INSERT INTO q_team_refuses SELECT q.t, j.value
            FROM team AS x JOIN q_team AS q ON q.id = x.id, json_each(x.record, '$.excludes') AS j;
        CREATE TABLE q_member (e INT, t INT, PRIMARY KEY (e, t)) WITHOUT ROWID;
        INSERT INTO q_member SELECT q.e, t.t
            FROM team AS x JOIN q_team AS t ON t.id = x.id, json_each(x.record, '$.members') AS j JOIN q_expert AS q ON q.id = j.value
            WHERE q.nation = x.nation
               OR EXISTS (SELECT 1 FROM expert AS y, json_each(y.record, '$.teams') AS k WHERE y.id = q.id AND k.value = x.id);
        """
}
