"""What a customer typed and entered is nowhere it should not be: transcript, database files, logs of app and Rasa."""

import httpx
import pytest

from evaluation.stack import Stack
from tests.integration.http.talk import Clerk, Talk, stored_bytes

pytestmark = pytest.mark.integration

TYPED = {
    "電話は090-7391-8264です": ("090-7391-8264", "［電話番号］"),
    "メールはhanako.q7x@example.co.jpです": ("hanako.q7x", "［メールアドレス］"),
    "住所は東京都港区芝公園4丁目27番83号です": ("27番83号", "［住所］"),
    "カードは4111 1111 1111 1111です": ("4111 1111", "［カード番号］"),
    "昭和53年7月19日生まれです": ("7月19日", "［生年月日］"),
    "マイナンバーは123456789018です": ("123456789018", "［マイナンバー］"),
}


@pytest.mark.parametrize("text", sorted(TYPED))
def test_personal_data_typed_into_the_chat_is_masked_everywhere(
    running: Stack, http: httpx.Client, clerk: Clerk, text: str
) -> None:
    secret, placeholder = TYPED[text]
    talk = Talk.open(http, "oni")
    talk.say(text)
    assert "伏せ字" in talk.text, "the customer is told why it looks different"
    said = [message["text"] for message in talk.transcript() if message["from"] == "customer"]
    assert placeholder in said[0]
    talk.say(choice="handoff")
    talk.say("念のため、" + text)  # now nobody but staff reads it
    seen = clerk.get(f"staff/conversations/{talk.id}").text
    assert seen.count(placeholder) == 2
    assert secret not in seen
    assert secret.encode() not in stored_bytes(running.var)


def test_the_prefecture_stays_because_it_decides_the_region(http: httpx.Client) -> None:
    talk = Talk.open(http, "ocs")
    talk.say("東京都港区芝公園4丁目27番83号に住んでいます。開示を請求します")
    said = talk.transcript()[1]["text"]
    assert "東京都" in said
    assert "27番" not in said
    assert talk.expects == "requester", "so the region need not be asked"


def test_the_companys_own_contact_data_stays(http: httpx.Client) -> None:
    talk = Talk.open(http, "ocs")
    talk.say("〒135-8527に送ればよいですか")
    assert "135-8527" in talk.transcript()[1]["text"]


def test_what_the_form_takes_is_in_no_file_in_the_clear(
    running: Stack, http: httpx.Client, clerk: Clerk
) -> None:
    talk = Talk.open(http, "oni")
    form = talk.to_form()
    values = {"name": "久遠寺 蘭丸", "address": "岡山県倉敷市粒浦77番地", "email": "ranmaru@kuonji.example"}
    bad = http.post(form["url"], json={**values, "email": "ranmaru.kuonji"})
    assert bad.status_code == 422
    result = talk.submit(form, values)
    record = clerk.get(f"staff/requests/{result['receipt']}").json()
    assert record["customer"] == values
    asking = Talk.open(http, "oni")
    asking.say(f"{result['receipt']} {result['access_code']}")
    assert "開示" in asking.text, "both in one message are enough"
    assert result["access_code"] not in str(asking.transcript())
    kept = stored_bytes(running.var)
    for secret in (*values.values(), "ranmaru.kuonji", result["access_code"], talk.token, form["url"][-20:]):
        assert secret.encode() not in kept, secret[:3]
    logs = b"".join(path.read_bytes() for path in running.var.glob("*.log"))
    assert result["receipt"].encode() not in logs


def test_chat_text_is_encrypted_and_not_logged(running: Stack, http: httpx.Client, clerk: Clerk) -> None:
    talk = Talk.open(http, "oni")
    talk.say("ふくろう図書館のくるみ割り人形について知りたい")
    talk.say(choice="handoff")
    clerk.do(talk, "claim")
    clerk.do(talk, "messages", text="ふくろう図書館の件ですね")
    kept = stored_bytes(running.var)
    for text in ("ふくろう図書館", "くるみ割り人形"):
        assert text.encode() not in kept
        assert text.encode("unicode_escape") not in kept
