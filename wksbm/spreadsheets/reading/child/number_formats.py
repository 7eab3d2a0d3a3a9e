"""Which number formats show a day or a time, and the day behind a serial number."""

import re
from datetime import date, timedelta

NUMBER, DAY, TIME = "number", "day", "time"
BUILT_IN = {**dict.fromkeys([*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)], DAY)}
BUILT_IN |= dict.fromkeys([18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47], TIME)
NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|general|am/pm', re.IGNORECASE)
LAST_SERIAL = 2_958_465  # 31-12-9999
NO_SUCH_DAY = 60  # 29-02-1900
DAY_ZERO, DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)


def kind_of(number: int, code: str | None) -> str:
    """NUMBER, DAY or TIME for a format by its number and, if the workbook defines it, its code."""
    if code is None:
        return BUILT_IN.get(number, NUMBER)
    shown = NOT_SHOWN.sub("", code.partition(";")[0]).lower()
    if "d" in shown or "y" in shown:
        return DAY
    if "h" in shown or "s" in shown:
        return TIME
    return DAY if "mmm" in shown else NUMBER


def day(serial: float, text: str, *, from_1904: bool) -> tuple:
    """("date", ISO) for a serial number, ("bad_date", text) if no day of the calendar has it."""
    whole = int(serial)
    if from_1904:
        if not 0 <= serial < LAST_SERIAL - 1461:
            return ("bad_date", text)
        return ("date", (DAY_ZERO_1904 + timedelta(whole)).isoformat())
    if not 1 <= serial < LAST_SERIAL + 1 or whole == NO_SUCH_DAY:
        return ("bad_date", text)
    return ("date", (DAY_ZERO + timedelta(whole + (whole < NO_SUCH_DAY))).isoformat())


def time(serial: float, text: str) -> tuple:
    """("time", "HH:MM:SS"), hours may pass 24."""
    if not 0 <= serial <= LAST_SERIAL:
        return ("bad_date", text)
    seconds = round(serial * 86_400)
    return ("time", f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}")
