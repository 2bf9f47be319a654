"""Queue, conversation, canned replies, hours and look-up as pages, on a real desk without Rasa and model."""

import html
import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from api.console import conversation_view
from api.context import Context
from desk.bootstrap import Desk
from desk.chat.waiting import BACK
from desk.ids import ConversationId
from desk.incidents.model import Draft
from desk.model import Content
from desk.storage import tables as t
from desk.texts import MaskedText, RawText
from knowledge.vocabulary import CompanyId
from tests.integration.console.browsing import Browser
from tests.integration.console.live_parts import WordAnswerer, equip, waiting
from tests.integration.desk.support import RIGHT, Clock, form_token, opened, spec


@pytest.fixture
def answerer(context: Context) -> WordAnswerer:
    return equip(context)


@pytest.fixture
def conversation(desk: Desk, context: Context, answerer: WordAnswerer) -> ConversationId:
    return waiting(desk, context.companies)


def plain(text: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text)))


def act(browser: Browser, conversation: ConversationId, path: str, **fields: Any) -> Any:
    return browser.post(f"/staff/conversations/{conversation}/{path}", htmx=True, **fields)


def audited(desk: Desk, action: str) -> list[str]:
    with desk.database.read() as conn:
        return list(conn.execute(select(t.audit.c.detail).where(t.audit.c.action == action)).scalars())


# ---------------------------------------------------------------------- queue, presence


def test_the_queue_names_company_reason_language_and_wait(
    browser: Browser, desk: Desk, conversation: ConversationId
) -> None:
    browser.log_in("sato")
    page = browser.get("/staff")
    row = plain(page.text.split(f'data-id="{conversation}"')[1].split("</li>")[0])
    for said in ("おかやま", "担当者をご希望", "日本語", "お待ち"):
        assert said in row or said == "おかやま", row
    assert 'aria-current="page"' in page.text
    piece = browser.get("/staff/queue", htmx=True).text
    assert conversation in piece
    assert "<html" not in piece


def test_the_queue_is_for_the_companies_own_staff(browser: Browser, conversation: ConversationId) -> None:
    browser.log_in("opt_only", companies=[CompanyId("opt")])
    assert conversation not in browser.get("/staff").text
    for path in ("", "/claim", "/live"):
        url = f"/staff/conversations/{conversation}{path}"
        answer = browser.get(url) if not path else browser.post(url)
        assert answer.status_code == 404, path
    assert browser.get("/staff/conversations/c_unknown").status_code == 404
    assert browser.get(f"/staff/events?conversation={conversation}").status_code == 404


def test_who_only_looks_up_lands_there_and_gets_nothing_else(
    browser: Browser, conversation: ConversationId
) -> None:
    browser.log_in("look", "look_up")
    assert browser.get("/staff").headers["location"] == "/staff/lookup"
    page = browser.get("/staff/lookup")
    assert page.status_code == 200
    assert 'id="presence"' not in page.text
    for path in ("/staff/queue", f"/staff/conversations/{conversation}", "/staff/canned", "/staff/hours"):
        assert browser.get(path).status_code == 403, path
    assert browser.post("/staff/presence/beat", page="/staff/lookup").status_code == 403


def test_a_sign_is_given_and_said_to_be_away(
    browser: Browser, desk: Desk, conversation: ConversationId, clock: Clock
) -> None:
    browser.log_in("sato")
    slot = browser.post("/staff/presence/beat", htmx=True)
    assert "在席" in slot.text
    assert f'data-id="{conversation}"' in slot.text
    sato = desk.staff.get("sato")
    assert sato is not None
    assert desk.live.presence.state(sato) == "here"
    assert "離席中" in browser.post("/staff/presence", htmx=True, away="true").text
    assert "離席中" in browser.post("/staff/presence/beat", htmx=True).text
    assert browser.post("/staff/presence", away="false").status_code == 303
    assert desk.live.presence.state(sato) == "here"


def test_signs_of_an_open_page_keep_no_session(browser: Browser, desk: Desk, clock: Clock) -> None:
    browser.log_in("sato")
    token = browser.token()
    headers = {"HX-Request": "true", "X-CSRF-Token": token}
    answers = []
    for _ in range(70):
        clock.forward(minutes=1)
        answers.append(browser.client.post("/staff/presence/beat", headers=headers).status_code)
    assert answers[0] == 200
    assert answers[-1] == 401, "a page that nobody uses is logged out in time"


# ---------------------------------------------------------------------- conversation


def test_the_page_shows_what_was_said_with_its_clause_and_what_is_known(
    browser: Browser, context: Context, conversation: ConversationId
) -> None:
    browser.log_in("sato")
    page = browser.get(f"/staff/conversations/{conversation}").text
    assert "利用目的は？" in page
    assert re.search(
        r'href="https://desk\.example/policies/oni\?version=\w+&amp;start=\d+&amp;end=\d+#q"', page
    )
    known = plain(page)
    for said in ("手続き 開示", "引き継ぎの理由 担当者をご希望", "ボタン：はい", "担当者を待っています"):
        assert said.replace(" ", "") in known.replace(" ", ""), said


def test_of_a_long_conversation_the_newest_is_shown_and_that_there_was_more(
    browser: Browser, desk: Desk, conversation: ConversationId, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.log_in("sato")
    assert "件だけを表示" not in browser.get(f"/staff/conversations/{conversation}").text
    monkeypatch.setattr(conversation_view, "MOST_MESSAGES", 2)
    page = browser.get(f"/staff/conversations/{conversation}").text
    shown = [m.id for m in desk.conversations.messages(conversation)][-2:]
    assert re.findall(r'<article [^>]*data-id="([^"]+)"', page) == shown
    assert "新しい2件だけを表示しています" in plain(page)
    assert "新しい2件だけを表示しています" in plain(act(browser, conversation, "live").text)


def test_from_the_claim_over_a_reply_to_the_close(
    browser: Browser, desk: Desk, conversation: ConversationId
) -> None:
    browser.log_in("sato")
    taken = act(browser, conversation, "claim")
    assert taken.status_code == 200
    assert 'id="reply-text"' in taken.text
    sent = act(browser, conversation, "reply", text="お待たせしました。", client_id="k1")
    assert sent.headers["HX-Trigger"] == "conversation-changed"
    again = act(browser, conversation, "reply", text="お待たせしました。", client_id="k1")
    assert again.status_code == 200
    said = [m.text for m in desk.conversations.messages(conversation) if m.sender == "staff"]
    assert said == ["お待たせしました。"], "a repeat of the same sending says nothing twice"
    live = act(browser, conversation, "live", stand="mine:担当sato", text="書きかけ", client_id="k2")
    assert "お待たせしました。" in live.text
    assert 'id="actions"' not in live.text, "what is being typed is left alone"
    assert "終了しています" in act(browser, conversation, "close").text
    gone = act(browser, conversation, "live", stand="mine:担当sato", text="書きかけ", client_id="k2")
    assert 'id="actions"' in gone.text
    assert "書きかけ" in gone.text


def test_every_action_works_without_script(
    browser: Browser, desk: Desk, conversation: ConversationId
) -> None:
    browser.log_in("sato")
    url = f"/staff/conversations/{conversation}"
    taken = browser.post(f"{url}/claim")
    assert (taken.status_code, taken.headers["location"]) == (303, f"{url}?done=claimed")
    assert "引き受けました" in browser.get(taken.headers["location"]).text
    inserted = browser.post(f"{url}/canned", canned="starter-0", text="", client_id="k")
    assert "担当satoです" in inserted.text
    assert "<html" in inserted.text
    assert browser.post(f"{url}/reply", text="はい", client_id="k").status_code == 303
    assert browser.post(f"{url}/notes", note="夕方に").status_code == 303
    assert "夕方に" in browser.get(url).text
    assert browser.post(f"{url}/release").headers["location"] == f"{url}?done=released"
    assert desk.conversations.get(conversation).owner.value == "bot"


def test_a_conversation_whose_words_were_erased_says_so_and_takes_no_note(
    browser: Browser, desk: Desk, answerer: WordAnswerer
) -> None:
    browser.log_in("sato")
    conversation = opened(desk)
    url = f"/staff/conversations/{conversation}"
    receipt = desk.forms.submit(form_token(desk, conversation, spec()), RIGHT).receipt
    desk.erasures.erase([receipt], "operator", withdraw=True)
    page = browser.get(url).text
    assert "残っていません" in page
    assert "まだ発言がありません" not in page
    assert "連絡先は残されていません" in page
    assert f"{url}/notes" not in page
    assert f"{url}/contacts" not in page
    refused = act(browser, conversation, "notes", note="やはり電話した")  # from a page that was open before
    assert (refused.status_code, "もう何も書き加えられません" in refused.text) == (422, True)
    assert "やはり電話した" not in browser.get(url).text


def test_the_second_is_told_who_has_it(browser: Browser, desk: Desk, conversation: ConversationId) -> None:
    browser.log_in("suzuki")
    suzuki = desk.staff.get("suzuki")
    assert suzuki is not None
    desk.handoffs.claim(conversation, suzuki)
    browser.log_in("sato")
    refused = act(browser, conversation, "claim")
    assert refused.status_code == 409
    assert "担当suzukiがすでに引き受けています" in refused.text
    assert 'id="reply-text"' not in refused.text
    lost = act(browser, conversation, "reply", text="わたしです", client_id="k")
    assert lost.status_code == 409
    assert all(m.sender != "staff" for m in desk.conversations.messages(conversation))


def test_personal_data_in_a_reply_is_warned_about_before_it_is_sent(
    browser: Browser, desk: Desk, conversation: ConversationId
) -> None:
    browser.log_in("sato")
    act(browser, conversation, "claim")
    text = "山田様、090-1234-5678におかけします"
    warned = act(browser, conversation, "reply", text=text, client_id="k")
    assert "お名前、電話番号" in warned.text
    assert text in html.unescape(warned.text)
    assert 'name="confirmed" value="name phone"' in warned.text
    staff_said = lambda: [m.text for m in desk.conversations.messages(conversation) if m.sender == "staff"]  # noqa: E731
    assert staff_said() == []
    more = act(
        browser, conversation, "reply", text=text + " taro@example.jp", client_id="k", confirmed="name phone"
    )
    assert 'value="email name phone"' in more.text, "a new kind is warned about anew"
    act(browser, conversation, "reply", text=text, client_id="k", confirmed="name phone")
    assert staff_said() == [text]
    assert audited(desk, "reply.personal") == ["name phone"]


@pytest.mark.parametrize(("text", "said"), [("  ", "空です"), ("あ" * 2001, "2000文字まで")])
def test_a_reply_that_cannot_be_sent_says_why(
    browser: Browser, conversation: ConversationId, text: str, said: str
) -> None:
    browser.log_in("sato")
    act(browser, conversation, "claim")
    refused = act(browser, conversation, "reply", text=text, client_id="k")
    assert refused.status_code == 409
    assert said in refused.text


def test_a_conversation_is_passed_on_to_a_colleague_who_is_there(
    browser: Browser, desk: Desk, conversation: ConversationId
) -> None:
    browser.log_in("suzuki")
    suzuki = desk.staff.get("suzuki")
    assert suzuki is not None
    browser.log_in("sato")
    act(browser, conversation, "claim")
    page = browser.get(f"/staff/conversations/{conversation}").text
    assert "いま在席している同僚はいません" in page
    refused = act(browser, conversation, "transfer", to=suzuki.id, note="急ぎ", text="書きかけ")
    assert refused.status_code == 409
    assert "担当suzukiはいま在席していません" in refused.text
    assert "書きかけ" in refused.text
    desk.live.presence.beat(suzuki)
    assert f'<option value="{suzuki.id}">' in browser.get(f"/staff/conversations/{conversation}").text
    moved = act(browser, conversation, "transfer", to=suzuki.id, note="急ぎ")
    assert "担当suzukiが対応中です" in moved.text
    assert "急ぎ" in moved.text
    browser.log_in("suzuki")
    queued = act(browser, conversation, "transfer", to="", note="")
    assert "待機に戻しました" in queued.text
    assert "待機に戻った会話" in browser.get("/staff").text


def test_the_page_says_why_nothing_can_be_written_while_the_bot_has_it(
    browser: Browser, conversation: ConversationId
) -> None:
    browser.log_in("sato")
    act(browser, conversation, "claim")
    page = act(browser, conversation, "release").text
    assert "自動応答が対応しているあいだは書き込めません" in page
    assert "もう一度担当者をお呼びになると待機中になり" in page


def test_the_script_of_what_runs_stands_beside_the_conversation(
    browser: Browser, desk: Desk, conversation: ConversationId
) -> None:
    browser.log_in("sato")
    assert "まずおわびする" not in browser.get(f"/staff/conversations/{conversation}").text
    for company, script in (("oni", "まずおわびする"), ("opt", "よその手引き")):
        draft = Draft(CompanyId(company), date(2026, 11, 19), {"ja": "漏えい"}, {"ja": "お知らせ"}, script)
        desk.incidents.announce(draft, "operator")
    told = act(browser, conversation, "live").text
    assert 'id="scripts" hx-swap-oob="true"' in told, "an open page learns of it"
    page = browser.get(f"/staff/conversations/{conversation}").text
    assert "まずおわびする" in page
    assert "よその手引き" not in page
    seen = re.search(r'name="announced" value="([^"]+)"', page)
    assert seen is not None
    same = act(browser, conversation, "live", announced=seen[1]).text
    assert 'id="scripts"' not in same, "what is shown already, perhaps closed by hand, is left alone"


def test_notes_are_for_staff_and_contacts_are_read_with_a_trace(
    browser: Browser, desk: Desk, conversation: ConversationId
) -> None:
    browser.log_in("sato")
    assert "折り返し" in act(browser, conversation, "notes", note="折り返しは夕方").text
    empty = act(browser, conversation, "notes", note=" ")
    assert empty.status_code == 422
    assert "連絡先は残されていません" in act(browser, conversation, "contacts").text


def test_who_went_back_in_despair_is_shown_first_until_a_note_says_what_was_done(
    browser: Browser, desk: Desk, clock: Clock, conversation: ConversationId
) -> None:
    desk.conversations.accept(
        conversation, "d", Content(text=MaskedText("もう死にたい")), RawText("もう死にたい")
    )
    back = Content(choice=BACK, choice_label="自動応答に戻る")
    desk.conversations.accept(conversation, "b", back, RawText(f"choice:{BACK}"))
    clock.forward(minutes=1)
    browser.log_in("sato")
    queue = browser.get("/staff/queue", htmx=True).text
    assert queue.index('id="h-left"') < queue.index('id="h-waiting"')
    assert f'data-id="{conversation}"' in queue.split('id="h-waiting"')[0]
    assert "まだ、だれも確かめていません" in queue
    page = browser.get(f"/staff/conversations/{conversation}").text
    assert "自動応答に戻られました" in page
    assert "まず、この会話にお返事してください" not in page, "no reply can be given where the bot has it"
    act(browser, conversation, "notes", note="会話を読み、上長に伝えた")
    assert conversation not in browser.get("/staff/queue", htmx=True).text
    assert "至急" not in browser.get(f"/staff/conversations/{conversation}").text


# ---------------------------------------------------------------------- canned replies, hours


def test_a_lead_writes_canned_replies_and_staff_puts_them_in(
    browser: Browser, desk: Desk, conversation: ConversationId
) -> None:
    browser.log_in("clerk")
    assert browser.get("/staff/canned").status_code == 403
    browser.log_in("aki", "lead")
    fields: dict[str, Any] = {
        "company": "oni",
        "locale": "ja",
        "title": "名乗り",
        "text": "{company}の{alias}です。",
    }
    assert browser.post("/staff/canned", **fields).status_code == 303
    broken = browser.post("/staff/canned", **{**fields, "text": "{name}様"})
    assert broken.status_code == 422
    assert "{name}様" in html.unescape(broken.text), "what was typed stays"
    (kept,) = desk.live.canned.list("oni", desk.staff.get("aki"))  # type: ignore[arg-type]
    browser.post("/staff/canned", **{**fields, "id": kept.id, "title": "お名乗り"})
    assert "お名乗り" in browser.get("/staff/canned?company=oni").text
    browser.log_in("sato")
    act(browser, conversation, "claim")
    filled = act(browser, conversation, "canned", canned=kept.id, text="はい。", client_id="k").text
    assert re.search(r">はい。\n.+の担当satoです。</textarea>", html.unescape(filled))
    unknown = act(browser, conversation, "canned", canned="q_gone", text="はい。", client_id="k")
    assert "その定型文は、もうありません" in unknown.text
    browser.log_in("aki", "lead")
    browser.post("/staff/canned/remove", company="oni", id=kept.id)
    assert "定型文はまだありません" in browser.get("/staff/canned?company=oni").text
    assert browser.post("/staff/canned", **{**fields, "company": "ocs"}).status_code == 404
