"""A draft as the text of a `desk.yml` that a person goes through line by line."""

from typing import Any

import yaml

from knowledge.drafting.draft import Draft
from knowledge.facts.keys import SHAPES

MARK = "要確認"

_HEAD = """\
# {mark}: 下書きです。policy.txt から機械が選んだもので、まだ誰も確かめていません。
# 一行ずつ原文と照らし、正しければ行末の「# {mark}」を消し、違えば書き直してください。
# value は引用（quote）にそのまま書かれた語か、rule で導いた値です。not_stated は探して見つからなかった語です。
# 残りの項目と書き方: docs/adding-a-company.md
"""


def as_yaml(draft: Draft) -> str:
    """The draft in YAML, each entry marked as not confirmed yet."""
    lines = [_HEAD.format(mark=MARK), f"company: {_flow(draft.company)}"]
    lines.append(f"short_name: {_flow(draft.short_name)}  # {MARK}")
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
        lines += [f"  {region}: {_flow(sheet)}  # {MARK}" for region, sheet in draft.regions.items()]
    return "\n".join(lines) + "\n"


def _entry(draft: Draft, key: str, entries: list[dict[str, Any]]) -> list[str]:
    lines = []
    terms = draft.open_terms.get(key, ())
    if terms:
        lines.append(
            f"  # {MARK}: 「{'」「'.join(terms)}」は原文にあります。答えになっていないか読んでください。"
        )
    if len(entries) == 1:
        return [*lines, f"  {key}: {_flow(entries[0])}  # {MARK}"]
    return [*lines, f"  {key}:", *(f"    - {_flow(entry)}  # {MARK}" for entry in entries)]


class _Dumper(yaml.SafeDumper):
    """Writes a text of several lines in double quotes, so that an entry stays on one line."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = '"' if "\n" in value or "\t" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def _flow(value: Any) -> str:
    text = yaml.dump(
        value, Dumper=_Dumper, default_flow_style=True, allow_unicode=True, width=10**9, sort_keys=False
    )
    return str(text).strip().removesuffix("...").strip()
