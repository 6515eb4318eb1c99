"""The part of check-calendars.sh that is python.

check-calendars.py written ALL EST TASKING   checks calendars that crrtctl wrote
check-calendars.py read FOLDER EXPERT        imports the calendars of icalendar, and those in the folder, as a dry run

Says one line for each check that passed, and stops at the first that does not.
"""

import datetime
import pathlib
import re
import subprocess
import sys

import icalendar
import vobject
from dateutil import rrule

UTC = datetime.timezone.utc
FROM = datetime.datetime(1990, 1, 1, tzinfo=UTC)
UNTIL = datetime.datetime(2028, 1, 1, tzinfo=UTC)


def fail(what):
    sys.exit(f"FAILED: {what}")


def check_bytes(name, data):
    """What neither library looks at: line ends, lengths, folds inside characters."""
    if not data.endswith(b"\r\n") or b"\n" in data.replace(b"\r\n", b"") or b"\r" in data.replace(b"\r\n", b""):
        fail(f"{name}: a line does not end with CRLF")
    for line in data.split(b"\r\n"):
        if len(line) > 75:
            fail(f"{name}: {line!r} has more than 75 octets")
        line.decode()


def written(names, tasking):
    for name in names:
        data = pathlib.Path(name).read_bytes()
        check_bytes(name, data)
        calendar = icalendar.Calendar.from_ical(data)
        if calendar.errors or any(event.errors for event in calendar.walk()):
            fail(f"{name}: icalendar finds {calendar.errors}")
        label = str(calendar["X-CRRTD-MARKING"])
        events = calendar.walk("VEVENT")
        uids = [str(event["UID"]) for event in events]
        if not events or len(uids) != len(set(uids)):
            fail(f"{name}: no event, or two with one UID")
        for event in events:
            for key in ("DTSTAMP", "SEQUENCE", "DTSTART", "STATUS", "TRANSP", "CLASS"):
                if key not in event:
                    fail(f"{name}: {event['UID']} has no {key}")
            lines = str(event["DESCRIPTION"]).split("\n")
            if not str(event["SUMMARY"]).startswith("EXERCISE N") or lines[0] != label or lines[-1] != label:
                fail(f"{name}: {event['UID']} is not marked")
            if "DTEND" in event and event["DTEND"].dt <= event["DTSTART"].dt:
                fail(f"{name}: {event['UID']} ends before it begins")
        vobject.readOne(data.decode()).validate(raiseException=True)
        print(f"passed: icalendar and vobject read {name}, {len(events)} events")
    calendar = icalendar.Calendar.from_ical(pathlib.Path(names[0]).read_bytes())
    states = {str(event["UID"]).removesuffix("@crrtd.io"): str(event["STATUS"]) for event in calendar.walk("VEVENT")}
    replies = sorted(state for uid, state in states.items() if uid.startswith(tasking + "."))
    if states.get(tasking) != "TENTATIVE" or states.get("EST-STB-2") != "CANCELLED" or states.get("EST-STB-1") != "CONFIRMED":
        fail(f"states: {states}")
    if replies != ["CANCELLED", "CONFIRMED", "CONFIRMED"]:
        fail(f"replies: {replies}")
    print("passed: what has ended is cancelled, what is asked is tentative")


class NotSimple(Exception):
    """An event that the comparison leaves out."""


def instant(value):
    """A day is one in UTC, and so is a time without a zone: crrtctl is told so."""
    if not isinstance(value, datetime.datetime):
        return datetime.datetime(value.year, value.month, value.day, tzinfo=UTC)
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def periods(event):
    """The periods of an event, by dateutil."""
    if str(event.get("TRANSP", "")).upper() == "TRANSPARENT" or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return []
    if any(key in event for key in ("RDATE", "EXRULE", "RECURRENCE-ID", "EXDATE")):
        raise NotSimple
    start = event["DTSTART"].dt
    is_day = not isinstance(start, datetime.datetime)
    if "DTEND" in event:
        end = event["DTEND"].dt
        if is_day and end == start:
            end += datetime.timedelta(days=1)
    elif "DURATION" in event:
        if "RRULE" in event:
            raise NotSimple
        end = start + event["DURATION"].dt
    else:
        end = start + datetime.timedelta(days=1 if is_day else 0)
    length = instant(end) - instant(start)
    starts = [start]
    if "RRULE" in event:
        rule = event["RRULE"]
        if isinstance(rule, list):
            raise NotSimple
        text = rule.to_ical().decode()
        # dateutil counts by the wall clock of a naive start, and compares the end with it.
        naive = datetime.datetime(start.year, start.month, start.day) if is_day else start.replace(tzinfo=None)
        until = rule.get("UNTIL", [None])[0]
        if until is not None:
            if isinstance(until, datetime.datetime) and until.tzinfo is not None and not is_day:
                until = until.astimezone(start.tzinfo).replace(tzinfo=None)
            elif not isinstance(until, datetime.datetime):
                until = datetime.datetime(until.year, until.month, until.day, 23, 59, 59)
            text = re.sub(r"UNTIL=[^;]*", f"UNTIL={until:%Y%m%dT%H%M%S}", text)
        found = rrule.rrulestr(text, dtstart=naive).between(naive, datetime.datetime(2029, 1, 1), inc=True)
        if not found or found[0] != naive:
            raise NotSimple
        starts = [day.date() if is_day else day.replace(tzinfo=start.tzinfo) for day in found]
    return [(instant(begin), instant(begin) + length) for begin in starts]


def joined(periods):
    """Touching and overlapping periods as one, by time."""
    result = []
    for start, end in sorted(periods):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def expected(data):
    """The absences in a file, by minute as crrtctl shows them; None where the comparison leaves it out."""
    try:
        calendars = icalendar.Calendar.from_ical(data, multiple=True)
        found = []
        for calendar in calendars:
            if calendar.errors:
                return None
            for event in calendar.walk("VEVENT"):
                if event.errors:
                    return None
                found += periods(event)
    except Exception:  # A file that icalendar or dateutil refuses.
        return None
    found = [(start, end) for start, end in found if start < end and end > FROM and start < UNTIL]
    return [f"{start:%Y-%m-%d %H:%M}Z to {end:%Y-%m-%d %H:%M}Z" for start, end in joined(found)]


def read(folder, expert):
    corpora = {
        "icalendar": sorted(pathlib.Path(icalendar.__file__).parent.rglob("*.ics")),
        "khal": sorted(pathlib.Path(folder).rglob("*.ics")),
    }
    command = ["crrtctl", "--as", "ncp-est", "expert", "absence", "import", expert, "--dry-run"]
    command += ["--from", "1990-01-01", "--until", "2028-01-01T00:00:00Z", "--zone", "UTC", "-"]
    for name, files in corpora.items():
        if not files:
            fail(f"no calendar of {name}")
        taken = refused = compared = 0
        wrong = []
        for file in files:
            data = file.read_bytes()
            if data.startswith(b"BEGIN:VEVENT"):  # Only a part of a calendar.
                data = b"BEGIN:VCALENDAR\r\n" + data.strip() + b"\r\nEND:VCALENDAR\r\n"
            run = subprocess.run(command, input=data, capture_output=True, timeout=20)
            run.stdout, run.stderr = run.stdout.decode(), run.stderr.decode()
            if run.returncode == 1 and re.search(r"^  line \d+: .|: it holds NUL bytes;|at most 1000 are taken", run.stderr, re.M):
                refused += 1
                continue
            if run.returncode != 0:
                wrong.append(f"{file}: status {run.returncode}\n{run.stdout}{run.stderr}")
                continue
            taken += 1
            wanted = expected(data)
            if wanted is None:
                continue
            compared += 1
            found = [line[2:] for line in run.stdout.splitlines() if line.startswith("+ ")]
            if found != wanted:
                wrong.append(f"{file}:\n  crrtctl {found[:20]}\n  python  {wanted[:20]}")
        if wrong:
            fail("\n".join(wrong))
        print(f"passed: {name}'s {len(files)} calendars: {taken} read, {compared} of them as python does, {refused} refused by line")


match sys.argv[1:]:
    case ["written", *names, tasking]:
        written(names, tasking)
    case ["read", folder, expert]:
        read(folder, expert)
    case _:
        sys.exit(64)
