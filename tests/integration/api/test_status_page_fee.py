"""The customer's page while a fee is awaited: what stands on it, as the page is served."""

from desk.bootstrap import Desk
from desk.life import Terms
from desk.model import RequestChanges, StaffMember
from tests.citing import cited
from tests.integration.api.status_parts import enter, submit, text
from tests.integration.api.test_desk_routes import Open, serve  # noqa: F401
from tests.integration.desk.conftest import clock, desk, new_desk, staff  # noqa: F401


def test_who_is_asked_for_a_fee_reads_where_the_desk_is_and_which_line_a_clause_bears(
    desk: Desk,  # noqa: F811
    serve: Open,  # noqa: F811
    staff: StaffMember,  # noqa: F811
) -> None:
    client = serve()
    terms = Terms(fee="yes", fee_citation=cited("手数料をいただきます"), fee_payment="切手で")
    result = submit(desk, terms=terms, standing="request")
    desk.casework.check(result.receipt, "identity", "confirmed", staff)
    desk.requests.patch(result.receipt, RequestChanges(status="awaiting_fee"), staff)
    said = text(enter(client, result))
    for part in (
        "窓口の住所 135-8527",
        "額はポリシーに記載がありません",
        "「切手で」",
        "根拠の条文 (金額)",
        "手数料をいただきます",
    ):
        assert part in said, part
