# Moves every date of a JSON file by the same number of whole days, so that the day `from` becomes the day `to`:
#   awk -v from=2027-03-01 -v to=2031-11-26 -f shift-dates.awk FILE
# A date is YYYY-MM-DD at the beginning of a string; what follows it, such as a time of day, stays.
# The samples are of one time; moved together, requests and roster fit each other on any day.

BEGIN {
    day = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
    if (from !~ ("^" day "$") || to !~ ("^" day "$")) {
        print "shift-dates.awk: say -v from=YYYY-MM-DD -v to=YYYY-MM-DD" > "/dev/stderr"
        exit 64
    }
    days = number(to) - number(from)
}

{
    moved = ""
    rest = $0
    while (match(rest, "\"" day)) {
        moved = moved substr(rest, 1, RSTART) date(number(substr(rest, RSTART + 1, 10)) + days)
        rest = substr(rest, RSTART + RLENGTH)
    }
    print moved rest
}

# The day's number in the Gregorian calendar, from 1 March of the year 0. Years begin in March here, so that the leap day comes last.
function number(text,    year, month) {
    year = substr(text, 1, 4) + 0
    month = substr(text, 6, 2) + 0
    if (month <= 2) { year--; month += 12 }
    return year * 365 + int(year / 4) - int(year / 100) + int(year / 400) + int((153 * (month - 3) + 2) / 5) + substr(text, 9, 2) - 1
}

# The way back.
function date(days,    year, day_of_year, month) {
    year = int((days + 1) / 365.2425)
    day_of_year = days - (year * 365 + int(year / 4) - int(year / 100) + int(year / 400))
    if (day_of_year < 0) {
        year--
        day_of_year = days - (year * 365 + int(year / 4) - int(year / 100) + int(year / 400))
    } else if (day_of_year > 365 || (day_of_year == 365 && !leaps(year + 1))) {
        day_of_year -= 365 + leaps(year + 1)
        year++
    }
    month = int((5 * day_of_year + 2) / 153)
    return sprintf("%04d-%02d-%02d", month < 10 ? year : year + 1, month < 10 ? month + 3 : month - 9,
        day_of_year - int((153 * month + 2) / 5) + 1)
}

# Whether this calendar year has a 29 February; with it the March year before ends.
function leaps(year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}
