"""`madoguchi index --check` on a policy text alone, with the real model: an index that answers, and a draft."""

from pathlib import Path

import yaml

from api.cli.policy_check import PROBES, check_policies
from knowledge.facts.loading import desk_from
from knowledge.vocabulary import CompanyId

POLICY = """みほん食品株式会社 プライバシーポリシー

みほん食品株式会社（以下「当社」といいます。）は、個人情報を大切に取り扱います。

第1条（利用目的）
当社は、次の目的で個人情報を利用します。
(1) 商品の発送
(2) お問い合わせへの対応

第2条（開示等の請求）
お客様は、開示、訂正、削除、利用停止を請求することができます。請求書を下記の窓口あてに郵送してください。手数料は無料です。

第2条の2（窓口）
みほん食品株式会社　お客様相談室
〒000-0000 長野県松川市本町三丁目4番5号
電話 0000-00-1234（平日 9時～17時）
"""


def test_a_policy_alone_is_indexed_asked_and_drafted(tmp_path: Path) -> None:
    folder = tmp_path / "mihon"
    folder.mkdir()
    (folder / "policy.txt").write_text(POLICY, encoding="utf-8")
    said: list[str] = []
    assert check_policies(folder, tmp_path / "desk.yml", said.append) is None
    text = "\n".join(said)
    assert "mihon: " in text and "regions: none" in text
    assert f"{PROBES[0]} -> 第2条（開示等の請求）" in text
    assert f"{PROBES[1]} -> 第2条の2（窓口）" in text
    data = yaml.safe_load((tmp_path / "desk.yml").read_text(encoding="utf-8"))
    assert data["facts"]["fee.charged"]["value"] == "no"
    assert desk_from(CompanyId("mihon"), data, POLICY).name == "みほん食品株式会社"
    assert sorted(path.name for path in folder.iterdir()) == ["policy.txt"]


def test_what_the_desk_would_not_answer_the_check_does_not_call_answered(tmp_path: Path) -> None:
    folder = tmp_path / "cookies"
    folder.mkdir()
    (folder / "policy.txt").write_text(
        "みほん食品株式会社 クッキーについての方針\n\n第1条（クッキー）\n当社のウェブサイトでは、表示を速くするためにクッキーを使用します。"
        "クッキーの有効期間は30日です。\n\n第2条（安全管理）\n当社は、個人データの漏えいを防ぐため、暗号化その他の措置を講じます。\n\n第3条（改定）\n当社は、この方針を改定することがあります。\n",
        encoding="utf-8",
    )
    said: list[str] = []
    assert check_policies(folder, None, said.append) is None
    text = "\n".join(said)
    assert f"{PROBES[0]} -> not answered; nearest: 第1条（クッキー）" in text
    assert f"{PROBES[1]} -> not answered; nearest: " in text
