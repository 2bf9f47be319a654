"""When an answer is due. The law is data (DueRule.basis says whose rule it is); Japanese law itself names no number
of days (APPI 33-35: 遅滞なく), so a date without a basis is never made."""

import calendar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from desk.model import DueRule

DESK_ZONE = ZoneInfo("Asia/Tokyo")


def due_date(rule: DueRule | None, stands_from: datetime) -> date | None:
    """The last day for an answer, counted from the day (in Japan) the request stands; None without a rule.

    Months end on the same day of the month, or on the month's last day. Business days leave out Saturday and Sunday.
    """
    if rule is None:
        return None
    day = stands_from.astimezone(DESK_ZONE).date()
    if rule.months is not None:
        years, month = divmod(day.month - 1 + rule.months, 12)
        year = day.year + years
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    if rule.days is not None:
        return day + timedelta(days=rule.days)
    left = rule.business_days or 0
    while left > 0:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day
