"""The form as a page of its own: what it shows of the conversation."""

from datetime import UTC, datetime

import pytest

from api.customers.forms import settled
from desk.ids import ConversationId
from desk.locales import Locale
from desk.model import FormSpec, RequestDraft
from desk.requests.drafting import contact_spec
from desk.requests.forms import FormView
from knowledge.vocabulary import CompanyId, Region, ReplyMethod, Requester, RequestType


def view(spec: FormSpec, locale: Locale) -> FormView:
    until = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    return FormView(spec, ConversationId("c"), CompanyId("ocs"), locale, until, spent=False)


def draft(
    region: Region | None = None, subject: str | None = None, reply_method: ReplyMethod | None = None
) -> FormSpec:
    request = RequestDraft(
        company=CompanyId("ocs"), request_type=RequestType.DELETION, requester=Requester.VOLUNTARY_AGENT, policy_version="0",
        standing="announcement", region=region, subject=subject, reply_method=reply_method,
    )  # fmt: skip
    return FormSpec(purpose="request", fields=(), request=request)


@pytest.mark.parametrize(
    ("locale", "lines"),
    [
        ("ja", ["手続き：削除", "お住まい：中国", "お申し出の方：委任を受けた代理人", "対象の情報：すべての情報", "回答の方法：郵送（書面）"]),
        ("zh", ["申请：删除（削除）", "居住地区：中国", "申请人：受委托的代理人", "对象信息：全部信息", "答复方式：邮寄（书面）"]),
    ],
)  # fmt: skip
def test_the_form_page_says_which_request_it_is_for(locale: Locale, lines: list[str]) -> None:
    assert (
        settled(view(draft(region=Region.CHINA, subject="all", reply_method=ReplyMethod.POST), locale))
        == lines
    )


def test_what_was_not_settled_is_not_shown() -> None:
    assert settled(view(draft(), "ja")) == ["手続き：削除", "お申し出の方：委任を受けた代理人"]


def test_a_form_that_opens_no_request_says_nothing_of_one() -> None:
    assert settled(view(contact_spec("ja"), "ja")) == []
