from pathlib import Path

import pytest

from desk.wording.display import readable, says_no_more

POLICIES = Path(__file__).resolve().parents[3] / "knowledge" / "policies"


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        (
            '<ul style="list-style-type: none;"> ● 端末位置情報 ● クッキー情報 </ul>',
            "● 端末位置情報 ● クッキー情報",
        ),
        ("お問い合わせは[株式会社 NTT ドコモ](#)にて", "お問い合わせは株式会社 NTT ドコモにて"),
        ("項目\t目的\n----------\t--\n端末\t改善", "項目 ／ 目的\n端末 ／ 改善"),
        ("(郵送先)  〒135-8527\n      株式会社OCS", "(郵送先) 〒135-8527\n株式会社OCS"),
        ("<本人の場合>\n① 運転免許証", "<本人の場合>\n① 運転免許証"),
        ("- 当社の責に帰する漏えいの場合", "当社の責に帰する漏えいの場合"),
        ("活動内容\n- ご連絡のため\n* 契約のため", "活動内容\n• ご連絡のため\n• 契約のため"),
        ("- 1] 氏名\n- ① 住所", "1] 氏名\n① 住所"),
        ("\ue000- 氏名\ue001\n- 住所", "• \ue000氏名\ue001\n• 住所"),
        ("-5度", "-5度"),
        ("- 氏名。\n※ 旧姓も含みます。", "氏名。\n※ 旧姓も含みます。"),
        ("次のとおりです。\n- 氏名。\n以上です。", "次のとおりです。\n• 氏名。\n以上です。"),
        ("<ul>\n<li>氏名</li>\n<li>住所</li>\n</ul>", "• 氏名\n• 住所"),
        (
            "次のとおりです。<ol><li>氏名</li><li>(2) 住所</li><li>電話</li></ol>",
            "次のとおりです。\n• 氏名\n(2) 住所\n• 電話",
        ),
        ("です。</li>\n<li>住所", "です。\n• 住所"),
        (
            "<tr><th>区分</th><th>金額</th></tr>\n<tr><td>閲覧</td><td>無料</td></tr>",
            "区分 ／ 金額\n閲覧 ／ 無料",
        ),
        (
            "+----+----+\n| 区分 | 金額 |\n+====+====+\n| 閲覧 | 無料 |\n+----+----+",
            "区分 ／ 金額\n閲覧 ／ 無料",
        ),
        ("| 閲覧 | \ue000無料\ue001 |", "閲覧 ／ \ue000無料\ue001"),
        ("\ue000| 閲覧 | 無料 |\ue001", "\ue000閲覧 ／ 無料\ue001"),
        ("<p>氏名&nbsp;・&nbsp;住所<br>A&amp;B社<!-- wp -->", "氏名 ・ 住所\nA&B社"),
        (
            "https://a.jp/?lang=ja&region=jp&section=2&copy=1",
            "https://a.jp/?lang=ja&region=jp&section=2&copy=1",
        ),
        ("R&amp;D &lt;本人&gt; &#12354;", "R&D <本人> あ"),
        ("<address>東京都<small>千代田区</small></address>", "東京都 千代田区"),
        ("A | B", "A | B"),
        ("|x| は絶対値です", "|x| は絶対値です"),
        ("1 < 2 <本人>", "1 < 2 <本人>"),
        ("+81-3-0000-0000", "+81-3-0000-0000"),
    ],
)
def test_a_shown_quotation_leaves_out_the_noise_of_its_source(quote: str, shown: str) -> None:
    assert readable(quote) == shown


@pytest.mark.parametrize("company", ["ocs", "prestige", "ocn", "opt", "oni"])
def test_no_japanese_character_is_lost(company: str) -> None:
    text = (POLICIES / company / "policy.txt").read_text(encoding="utf-8")
    shown = readable(text)
    words = [c for c in text if "ぁ" <= c <= "龥"]
    assert [c for c in shown if "ぁ" <= c <= "龥"] == words


@pytest.mark.parametrize(
    ("quote", "text", "expected"),
    [
        ("①運転免許証", "運転免許証", True),
        ("(ⅲ)所定の申請書に不備があった場合", "所定の申請書に不備があった場合", True),
        ("- 法定代理人申告書 1通", "法定代理人申告書 1通", True),
        ("開示等請求書", "「開示等請求書」", True),
        ("お断りする場合もあります。", "お断りする場合もあります", True),
        ("① 委任状(法定代理人の場合は、法定代理人であることが証明できる書類)", "委任状", False),
        ("委任状(原本)", "委任状", False),
        ("①運転免許証", "", False),
        ("1年間", "年間", False),
        ("2026年の様式", "年の様式", False),
        ("2. 運転免許証", "運転免許証", True),
    ],
)
def test_a_quotation_that_only_repeats_what_stands_above_it(quote: str, text: str, expected: bool) -> None:
    assert says_no_more(quote, text) is expected


@pytest.mark.slow
@pytest.mark.parametrize("letters", [" ", "\n", "\u3000", " \n", "<li ", "</td> ", "| ", "+--"])
def test_a_long_run_of_one_thing_in_a_quotation_is_shown_at_once(letters: str) -> None:
    run = (letters * 40_000)[:40_000]  # what is tried anew at each of its places takes many seconds
    shown = readable(f"氏名{run}住所")
    assert shown.startswith("氏名") and shown.endswith("住所")
