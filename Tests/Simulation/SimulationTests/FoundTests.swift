import Simulation
import Testing

/// Lives that have found a fault, as short as they could be made. They are repeated as they were printed.
@Suite("Lives that found a fault")
struct FoundTests {
    @Test(
        "hold",
        arguments: [
            // An auditor's watch was not told of an entry without a record, that of an expert who is recalled and in no tasking.
            #"""
            {"seed":"2","exercise":false,"signed":false,"twin":false}
            {"step":1,"call":[{"caller":3000,"method":"io.crrtd.Roster.PutExpert","parameters":"{\"expert\":{\"id\":\"ALB-0001\",\#
            \"nation\":\"ALB\",\"clearance\":{\"level\":\"NC\",\"validUntil\":\"2029-05-22\"},\#
            \"skills\":{\"PD-WRL-003\":5},\"noticeHours\":6,\"mode\":\"both\"}}"}]}
            {"step":2,"watch":[0,{"caller":2003,"method":"io.crrtd.Journal.Watch","parameters":"{}","more":true}]}
            {"step":3,"call":[{"caller":3000,"method":"io.crrtd.Taskings.Recall","parameters":"{\"nation\":\"ALB\",\#
            \"reason\":\"crisis\",\"experts\":[\"ALB-0001\"]}"}]}
            """#,
            // A watcher who did not read was sent a heartbeat, unless an entry that they do not see had been written meanwhile.
            #"""
            {"seed":"5","exercise":false,"signed":false,"twin":true}
            {"step":1,"watch":[0,{"caller":3001,"method":"io.crrtd.Journal.Watch","parameters":"{}","more":true}]}
            {"step":2,"hold":[0]}
            {"step":3,"call":[{"caller":3004,"method":"io.crrtd.Requests.Submit","parameters":"{\"request\":{\"nation\":\"NOR\",\#
            \"title\":\"Help\",\"classification\":\"NR\",\"releasableTo\":[\"POL\"],\"mode\":\"both\",\#
            \"start\":\"2026-12-01T12:00:00Z\",\"end\":\"2026-12-09T00:00:00Z\",\"seats\":[{\"skill\":\"PD-WRL-003\",\#
            \"minLevel\":2}]}}"}],"hidden":true}
            {"step":4,"wait":[15000]}
            {"step":5,"release":[0]}
            """#,
            // A deadline fired on time, or up to a second late after a change that the onlooker does not see.
            #"""
            {"seed":"5","exercise":false,"signed":false,"twin":true}
            {"step":1,"watch":[0,{"caller":3001,"method":"io.crrtd.Journal.Watch","parameters":"{}","more":true}]}
            {"step":2,"call":[{"caller":3001,"method":"io.crrtd.Requests.Submit","parameters":"{\"request\":{\"nation\":\"EST\",\#
            \"title\":\"Help\",\"classification\":\"NR\",\"releasableTo\":[\"NATO\"],\"mode\":\"both\",\#
            \"start\":\"2026-12-01T12:00:00Z\",\"end\":\"2026-12-02T00:00:00Z\",\"seats\":[{\"skill\":\"PD-WRL-003\",\#
            \"minLevel\":2}]}}"}]}
            {"step":3,"call":[{"caller":2001,"method":"io.crrtd.Requests.Validate","parameters":"{\"id\":\"REQ-EST-2026-0001\"}"}]}
            {"step":4,"wait":[75570000]}
            {"step":5,"wait":[1]}
            {"step":6,"call":[{"caller":3004,"method":"io.crrtd.Requests.Submit","parameters":"{\"request\":{\"nation\":\"NOR\",\#
            \"title\":\"Help\",\"classification\":\"NR\",\"releasableTo\":[\"POL\"],\"mode\":\"both\",\#
            \"start\":\"2026-12-01T12:00:00Z\",\"end\":\"2026-12-09T00:00:00Z\",\"seats\":[{\"skill\":\"PD-WRL-003\",\#
            \"minLevel\":2}]}}"}],"hidden":true}
            {"step":7,"call":[{"caller":2001,"method":"io.crrtd.Requests.Validate","parameters":"{\"id\":\"REQ-NOR-2026-0001\"}"}],\#
            "hidden":true}
            {"step":8,"wait":[29999]}
            """#,
            // The state by which a nation lists taskings is that of its own part.
            #"""
            {"seed":"10000137","exercise":false,"signed":false,"twin":false}
            {"step":9,"call":[{"caller":3004,"method":"io.crrtd.Roster.PutEffect",\#
            "parameters":"{\"effect\":{\"id\":\"NOR-EFF-02\",\"nation\":\"NOR\",\"title\":\"Reference 2\",\#
            \"category\":\"defensive\",\"kind\":\"sinkhole\",\"leadHours\":1,\"classification\":\"NR\",\#
            \"releasableTo\":[\"NATO\"]},\"idempotencyKey\":\"k9-411624\"}"}]}
            {"step":19,"call":[{"caller":3000,"method":"io.crrtd.Roster.PutExpert",\#
            "parameters":"{\"expert\":{\"id\":\"ALB-0001\",\"nation\":\"ALB\",\"clearance\":{\"level\":\"NS\",\#
            \"validUntil\":\"2029-05-19\"},\"skills\":{\"GX-SKL-001\":3,\"PD-WRL-003\":4},\"noticeHours\":1,\#
            \"mode\":\"both\"},\"idempotencyKey\":\"k19-246423\"}"}]}
            {"step":26,"call":[{"caller":3003,"method":"io.crrtd.Roster.PutExpert",\#
            "parameters":"{\"expert\":{\"id\":\"SWE-0004\",\"nation\":\"SWE\",\"name\":\"Named Person 26.5\",\#
            \"clearance\":{\"level\":\"NS\",\"validUntil\":\"2026-12-09\"},\"skills\":{\"GX-SKL-001\":3,\"PD-WRL-003\":5},\#
            \"noticeHours\":1,\"mode\":\"both\",\"teams\":[\"SWE-CRRT-1\"]}}"}]}
            {"step":51,"call":[{"caller":3001,"method":"io.crrtd.Requests.Submit",\#
            "parameters":"{\"request\":{\"nation\":\"EST\",\"title\":\"Help 425\",\"classification\":\"NR\",\#
            \"releasableTo\":[\"NATO\"],\"mode\":\"both\",\"start\":\"2026-12-02T00:00:00Z\",\#
            \"end\":\"2026-12-06T00:00:00Z\",\"seats\":[{\"skill\":\"PD-WRL-003\",\"minLevel\":2,\"count\":2}]},\#
            \"idempotencyKey\":\"k51-427408\"}"}]}
            {"step":56,"call":[{"caller":2001,"method":"io.crrtd.Requests.Validate","parameters":"{\"id\":\"{{51.0}}\",\#
            \"idempotencyKey\":\"k56-237087\"}"}]}
            {"step":67,"call":[{"caller":2001,"method":"io.crrtd.Taskings.Propose","parameters":"{\"request\":\"{{51.0}}\",\#
            \"kind\":\"effect\",\"effects\":[\"NOR-EFF-02\"],\"replyBy\":\"2026-12-01T16:00:00Z\"}"}]}
            {"step":75,"call":[{"caller":2001,"method":"io.crrtd.Taskings.Propose","parameters":"{\"request\":\"{{51.0}}\",\#
            \"kind\":\"assembled\",\"assignments\":[{\"seat\":0,\"expert\":\"SWE-0004\"},{\"seat\":0,\#
            \"expert\":\"ALB-0001\"}],\"replyBy\":\"2026-12-01T16:00:00Z\",\"idempotencyKey\":\"k75-341608\"}"}]}
            {"step":84,"call":[{"caller":3003,"method":"io.crrtd.Consents.Grant","parameters":"{\"tasking\":\"{{75.0}}\",\#
            \"nation\":\"SWE\",\"kind\":\"contribute\"}"}]}
            {"step":117,"call":[{"caller":3101,"method":"io.crrtd.Consents.Grant","parameters":"{\"tasking\":\"{{75.0}}\",\#
            \"nation\":\"EST\",\"kind\":\"host\",\#
            \"digest\":\"617bba7790dfd9ee2963a5d922d6fd010965aa0a63e9f56268ed43e870e00477\",\"conditions\":\"as agreed\",\#
            \"idempotencyKey\":\"k117-437723\"}"}]}
            {"step":121,"call":[{"caller":3100,"method":"io.crrtd.Consents.Grant","parameters":"{\"tasking\":\"{{75.0}}\",\#
            \"nation\":\"ALB\",\"kind\":\"contribute\",\"idempotencyKey\":\"k121-904606\"}"}]}
            {"step":122,"call":[{"caller":2004,"method":"io.crrtd.Taskings.Order","parameters":"{\"id\":\"{{75.0}}\",\#
            \"idempotencyKey\":\"k122-809311\"}"}]}
            {"step":168,"call":[{"caller":3003,"method":"io.crrtd.Taskings.Recall","parameters":"{\"id\":\"{{75.0}}\",\#
            \"nation\":\"SWE\",\"reason\":\"crisis\",\"idempotencyKey\":\"k168-863568\"}"}]}
            {"step":1928,"call":[{"caller":3203,"method":"io.crrtd.Taskings.List","parameters":"{\"state\":\"recalled\"}",\#
            "more":true}]}
            """#,
            // A minute for what is due begins once the file is where it was.
            #"""
            {"seed":"10000132","exercise":false,"signed":false,"twin":false}
            {"step":4,"call":[{"caller":3000,"method":"io.crrtd.Roster.PutExpert",\#
            "parameters":"{\"expert\":{\"id\":\"ALB-0002\",\"nation\":\"ALB\",\"name\":\"Named Person 4.2\",\#
            \"clearance\":{\"level\":\"NS\",\"validUntil\":\"2029-05-19\"},\"skills\":{\"GX-SKL-001\":4,\"PD-WRL-003\":5},\#
            \"noticeHours\":6,\"mode\":\"both\",\"location\":\"Base 6\"}}"}]}
            {"step":564,"call":[{"caller":3001,"method":"io.crrtd.Requests.Submit",\#
            "parameters":"{\"request\":{\"nation\":\"EST\",\"title\":\"Help 955\",\"precedence\":\"flash\",\#
            \"classification\":\"NC\",\"releasableTo\":[\"NATO\"],\"mode\":\"both\",\"start\":\"2026-12-13T00:00:00Z\",\#
            \"end\":\"2026-12-19T00:00:00Z\",\"maxNoticeHours\":24,\"seats\":[{\"skill\":\"PD-WRL-003\",\"minLevel\":3,\#
            \"count\":1}]},\"idempotencyKey\":\"k564-449310\"}"}]}
            {"step":566,"call":[{"caller":2001,"method":"io.crrtd.Requests.Validate","parameters":"{\"id\":\"{{564.0}}\",\#
            \"idempotencyKey\":\"k566-139810\"}"}]}
            {"step":602,"call":[{"caller":2001,"method":"io.crrtd.Taskings.Propose",\#
            "parameters":"{\"request\":\"{{564.0}}\",\"kind\":\"assembled\",\"assignments\":[{\"seat\":0,\#
            \"expert\":\"ALB-0002\"}]}"}]}
            {"step":613,"fillUp":[]}
            {"step":643,"wait":[46800000]}
            {"step":713,"heal":[]}
            {"step":716,"moveAway":[]}
            {"step":718,"wait":[7200000]}
            """#,
            // A call was done again after 30 days, with the answer of the first time.
            #"""
            {"seed":"20000020","exercise":false,"signed":false,"twin":false}
            {"step":59,"call":[{"caller":3001,"method":"io.crrtd.Roster.PutExpert",\#
            "parameters":"{\"expert\":{\"id\":\"EST-0003\",\"nation\":\"EST\",\"clearance\":{\"level\":\"NS\",\#
            \"validUntil\":\"2029-05-19\"},\"skills\":{\"GX-SKL-001\":4,\"PD-WRL-003\":3},\"noticeHours\":6,\#
            \"mode\":\"both\",\"teams\":[\"EST-CRRT-1\"]}}"}]}
            {"step":64,"call":[{"caller":3201,"method":"io.crrtd.Taskings.Recall","parameters":"{\"nation\":\"EST\",\#
            \"reason\":\"crisis\",\"idempotencyKey\":\"k64-816115\",\"experts\":[\"EST-0003\"]}"}]}
            {"step":123,"wait":[241139001]}
            {"step":139,"wait":[46800000]}
            {"step":212,"wait":[3600000]}
            {"step":239,"wait":[108000000]}
            {"step":274,"wait":[108000000]}
            {"step":289,"wait":[3600000]}
            {"step":466,"wait":[108000000]}
            {"step":499,"wait":[226016998]}
            {"step":557,"wait":[90000000]}
            {"step":676,"wait":[514675999]}
            {"step":691,"wait":[3600000]}
            {"step":810,"wait":[427078999]}
            {"step":823,"wait":[3600000]}
            {"step":845,"setClock":[172800000]}
            {"step":1627,"wait":[420954998]}
            {"step":1639,"call":[{"caller":3000,"method":"io.crrtd.Roster.PutEffect",\#
            "parameters":"{\"effect\":{\"id\":\"ALB-EFF-01\",\"nation\":\"ALB\",\"title\":\"Reference 0\",\#
            \"category\":\"defensive\",\"kind\":\"sinkhole\",\"leadHours\":12,\"classification\":\"NR\",\#
            \"releasableTo\":[\"NATO\"]}}"}]}
            {"step":1763,"call":[{"caller":3005,"method":"io.crrtd.Requests.Submit",\#
            "parameters":"{\"request\":{\"nation\":\"POL\",\"title\":\"Help 410\",\"classification\":\"NR\",\#
            \"releasableTo\":[\"EST\",\"NOR\",\"SWE\",\"ALB\"],\"mode\":\"onSite\",\"start\":\"2027-01-16T00:00:00Z\",\#
            \"end\":\"2027-01-19T00:00:00Z\",\"seats\":[],\"effects\":[\"sinkhole\"]},\#
            \"idempotencyKey\":\"k1763-889472\"}"}]}
            {"step":1765,"wait":[7200000]}
            {"step":1768,"call":[{"caller":2001,"method":"io.crrtd.Requests.Validate","parameters":"{\"id\":\"{{1763.0}}\",\#
            \"idempotencyKey\":\"k1768-983904\"}"}]}
            {"step":1771,"wait":[108000000]}
            {"step":1788,"call":[{"caller":2004,"method":"io.crrtd.Taskings.Propose",\#
            "parameters":"{\"request\":\"{{1763.0}}\",\"kind\":\"effect\",\"effects\":[\"ALB-EFF-01\"],\#
            \"idempotencyKey\":\"k1788-214282\"}"}]}
            {"step":1845,"call":[{"caller":3201,"method":"io.crrtd.Taskings.Recall","parameters":"{\"nation\":\"EST\",\#
            \"reason\":\"crisis\",\"idempotencyKey\":\"k64-816115\",\"experts\":[\"EST-0003\"]}"}]}
            """#,
            // A campaign whose label is raised is taken out of requests, each by an entry of its own.
            #"""
            {"seed":"90000015","exercise":false,"signed":false,"twin":false}
            {"step":165,"call":[{"caller":2001,"method":"io.crrtd.Campaigns.Open","parameters":"{\"title\":\"Campaign 53\",\#
            \"domains\":[\"hybrid\"],\"classification\":\"NR\",\"releasableTo\":[\"NATO\"],\"idempotencyKey\":\"k165-38553\"}"}],\#
            "pause":1}
            {"step":430,"call":[{"caller":2001,"method":"io.crrtd.Requests.Submit","parameters":"{\"request\":{\"nation\":\"POL\",\#
            \"title\":\"Help 743\",\"classification\":\"NR\",\"releasableTo\":[\"NATO\"],\"mode\":\"both\",\#
            \"start\":\"2026-12-07T00:00:00Z\",\"end\":\"2026-12-12T00:00:00Z\",\"ownNationals\":true,\#
            \"seats\":[{\"skill\":\"PD-WRL-003\",\"minLevel\":3,\"count\":1}]}}"}]}
            {"step":446,"call":[{"caller":3105,"method":"io.crrtd.Requests.Correct","parameters":"{\"id\":\"{{430.0}}\",\#
            \"idempotencyKey\":\"k446-62449\",\"campaigns\":[\"CMP-264233\"]}"}],"pause":1}
            {"step":933,"call":[{"caller":2001,"method":"io.crrtd.Campaigns.Correct","parameters":"{\"id\":\"CMP-264233\",\#
            \"classification\":\"NS\",\"idempotencyKey\":\"k933-889618\"}"}]}
            """#,
        ])
    func hold(text: String) throws {
        let life = try LifeText(text: text, folder: "/dev/shm")
        let story = Life.repeating(life.steps, life.origin)
        #expect(story.violation == nil)
    }
}
