"""Whether a value came back as it went: numbers by value, date-times by instant and offset."""

import datetime
import decimal
import re

DATE_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)")


def difference(sent, back, without, null_is_absent, at=""):
    """The first difference as `(place, what)`, or None.

    without: keys that the form leaves out as they travel the other way only.
    null_is_absent: keys whose `null` may come back as an absent member, of types that are only received.
    """
    if isinstance(sent, dict) and isinstance(back, dict):
        for key, value in sent.items():
            place = f"{at}/{key}"
            if key not in back:
                if key in without or (value is None and key in null_is_absent):
                    continue
                return place, "null lost" if value is None else "lost"
            found = difference(value, back[key], without, null_is_absent, place)
            if found:
                return found
        for key in back:
            if key not in sent:
                return f"{at}/{key}", "added"
        return None
    if isinstance(sent, list) and isinstance(back, list):
        if len(sent) != len(back):
            return at, f"{len(sent)} elements became {len(back)}"
        for index, (one, other) in enumerate(zip(sent, back)):
            found = difference(one, other, without, null_is_absent, f"{at}/{index}")
            if found:
                return found
        return None
    return None if same(sent, back) else (at, f"{shown(sent)} became {shown(back)}")


def same(sent, back):
    if isinstance(sent, bool) or isinstance(back, bool) or sent is None or back is None:
        return sent is back
    if is_number(sent) and is_number(back):
        return decimal.Decimal(sent) == decimal.Decimal(back)
    if isinstance(sent, str) and isinstance(back, str):
        return sent == back or (moment(sent) is not None and moment(sent) == moment(back))
    return False


def is_number(value):
    return isinstance(value, (int, decimal.Decimal))


def moment(text):
    """A date-time as instant, fraction and offset."""
    found = DATE_TIME.fullmatch(text)
    if not found:
        return None
    day, time, fraction, offset = found.groups()
    try:
        instant = datetime.datetime.fromisoformat(f"{day}T{time}+00:00")
    except ValueError:
        return None
    minutes = 0
    if offset not in "Zz":
        minutes = int(offset[1:3]) * 60 + int(offset[4:6])
        minutes = -minutes if offset[0] == "-" else minutes
    return instant - datetime.timedelta(minutes=minutes), (fraction or "").rstrip("0"), minutes


def shown(value):
    text = str(value) if is_number(value) else repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
