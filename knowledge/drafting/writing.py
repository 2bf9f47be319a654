"""A draft as the text of a `desk.yml` that a person goes through line by line."""

from typing import Any

from knowledge.drafting.draft import Draft
from knowledge.facts.confirming import MARK, in_one_line
from knowledge.facts.keys import SHAPES

_HEAD = """\
# {mark}: 下書きです。policy.txt から機械が選んだもので、まだ誰も確かめていません。
# 一行ずつ原文と照らし、正しければ行末の「# {mark}」を消し、違えば書き直してください。
# value は引用（quote）にそのまま書かれた語か、rule で導いた値です。not_stated は探して見つからなかった語です。
# 一つずつ尋ねてもらうには: madoguchi desk confirm フォルダー
# 残りの項目と書き方: docs/reference/desk-yml.md
"""


def as_yaml(draft: Draft) -> str:
    """The draft in YAML, each entry marked as not confirmed yet."""
    lines = [_HEAD.format(mark=MARK), f"company: {in_one_line(draft.company)}"]
    lines.append(f"short_name: {in_one_line(draft.short_name)}  # {MARK}")
    lines += ["", "facts:"]
    group = ""
    for key in SHAPES:
        entries = draft.facts.get(key) or ([draft.silences[key]] if key in draft.silences else [])
        if not entries:
            continue
        if key.split(".")[0] != group:
            group = key.split(".")[0]
            lines.append("")
        lines += _entry(draft, key, entries)
    if draft.missing:
        lines += ["", f"  # {MARK}: 次の項目は必要ですが、下書きできませんでした: {', '.join(draft.missing)}"]
    if draft.regions:
        lines += ["", "regions:", f"  # {MARK}: 地域の章の事項（facts）は、人が書き足してください。"]
        lines += [f"  {region}: {in_one_line(sheet)}  # {MARK}" for region, sheet in draft.regions.items()]
    return "\n".join(lines) + "\n"


def _entry(draft: Draft, key: str, entries: list[dict[str, Any]]) -> list[str]:
    lines = []
    terms = draft.open_terms.get(key, ())
    if terms:
        lines.append(
            f"  # {MARK}: 「{'」「'.join(terms)}」は原文にあります。答えになっていないか読んでください。"
        )
    if len(entries) == 1:
        return [*lines, f"  {key}: {in_one_line(entries[0])}  # {MARK}"]
    return [*lines, f"  {key}:", *(f"    - {in_one_line(entry)}  # {MARK}" for entry in entries)]
