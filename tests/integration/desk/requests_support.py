"""What the tests of requests have in common: a request at a real company's desk, and how staff moves it."""

from datetime import date

from desk.bootstrap import Desk
from desk.calendar.hours import parse_hours
from desk.life import Life
from desk.model import RequestChanges, RequestDraft, RequestRecord, StaffMember
from desk.requests.casework import Entry
from desk.requests.drafting import Wanted, request_draft
from knowledge.vocabulary import Region, ReplyMethod, Requester, RequestType
from tests.desks import desk_of

POST = {"name": "山田 太郎", "address": "東京都千代田区1-1"}
HOURS = parse_hours({"weekly": {"mon-fri": ["9:00-17:00"]}})


def draft(
    company: str,
    request_type: str = "disclosure",
    requester: str = "self",
    region: str | None = None,
    reply: str | None = "post",
) -> RequestDraft:
    wanted = Wanted(
        RequestType(request_type),
        Requester(requester),
        Region(region) if region else None,
        "all",
        ReplyMethod(reply) if reply else None,
    )
    return request_draft(desk_of(company), wanted, policy_version="", locale="ja")


def entered(
    desk: Desk, staff: StaffMember, what: RequestDraft, values: dict[str, str] | None = None, **more: object
) -> RequestRecord:
    entry = Entry(what, values or POST, "post", **more)  # type: ignore[arg-type]
    return desk.casework.enter(entry, staff).record


def life(record: RequestRecord) -> Life:
    assert record.life is not None
    return record.life


def due(record: RequestRecord, what: str) -> date | None:
    return next((one.due for one in life(record).dues if one.what == what and one.met_at is None), None)


def move(desk: Desk, record: RequestRecord, staff: StaffMember, status: str, **more: object) -> RequestRecord:
    return desk.requests.patch(record.receipt, RequestChanges(status=status, **more), staff)  # type: ignore[arg-type]


def known(desk: Desk, record: RequestRecord, staff: StaffMember) -> RequestRecord:
    """The same record once it is established who asks."""
    for one in life(record).checks:
        if one.wanted:
            record = desk.casework.check(record.receipt, one.what, "confirmed", staff)
    return record
