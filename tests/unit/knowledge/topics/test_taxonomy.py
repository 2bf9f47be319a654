"""The topic map as it is, and what its reader refuses."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.topics.taxonomy import (
    CLAUSES,
    EXAMPLES,
    OTHERS,
    OUT_OF_SCOPE,
    POLICY,
    TopicMapError,
    folded,
    load_topics,
)

HARD_NEIGHBOURS = [
    ("fee_whether", "fee_amount"),
    ("retention_period", "call_recording_retention"),
    ("complaint_to_company", "complaint_body_external"),
    ("identity_papers_which", "identity_papers_how_many"),
    ("purposes", "purpose_change_consent"),
]


def _entry(topic: str = "sample", **changes: str) -> dict[str, str]:
    words = "桜梅桃李松竹蘭菊萩藤桐柳楓椿杉檜栗柿柚橘葵蓮菖芹蕗韮葱瓜茄芋"
    entry = {
        "id": topic,
        "group": "group",
        "scope": POLICY,
        "definition": "見本の話題。",
        "examples": "\n".join(f"{topic}の{word}について" for word in words),
        "clauses": "\n".join(f"{topic}の{word}を定めます。" for word in words[:4]),
    }
    return entry | changes


def _write(folder: Path, *entries: Any) -> Path:
    (folder / "one.yml").write_text(yaml.safe_dump(list(entries), allow_unicode=True), encoding="utf-8")
    return folder


def test_the_map_has_its_size_and_both_scopes() -> None:
    topics = load_topics().topics
    by_scope = {scope: [t for t in topics if t.scope == scope] for scope in (POLICY, OUT_OF_SCOPE)}
    assert len(by_scope[POLICY]) >= 70
    assert len(by_scope[OUT_OF_SCOPE]) == 10
    assert all(t.id.startswith("oos_") == (t.scope == OUT_OF_SCOPE) for t in topics)


def test_each_topic_has_enough_examples_in_three_languages() -> None:
    for topic in load_topics().topics:
        assert EXAMPLES[0] <= len(topic.examples) <= EXAMPLES[1], topic.id
        assert CLAUSES[0] <= len(topic.clauses) <= CLAUSES[1], topic.id
        assert OTHERS[0] <= len(topic.others) <= OTHERS[1], f"{topic.id}: a second author"
        english = [e for e in topic.examples if e.isascii() and any(c.isalpha() for c in e)]
        assert len(english) >= 2, topic.id


def test_no_entry_occurs_twice_however_it_is_written() -> None:
    entries = [folded(text) for t in load_topics().topics for text in (*t.asked, *t.clauses)]
    assert len(entries) == len(set(entries))


def test_no_template_with_swapped_nouns() -> None:
    """A beginning of eight characters may recur within a topic, but never carry it."""
    for topic in load_topics().topics:
        beginnings = [folded(e)[:8] for e in topic.asked if len(folded(e)) >= 12]
        most = max((beginnings.count(b) for b in set(beginnings)), default=0)
        assert most <= 4, (topic.id, most)


@pytest.mark.parametrize(("one", "other"), HARD_NEIGHBOURS)
def test_hard_neighbours_are_topics_of_their_own(one: str, other: str) -> None:
    topics = load_topics()
    assert topics.get(one).definition != topics.get(other).definition


def test_an_unknown_topic_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load_topics().get("no_such_topic")


def test_a_good_file_is_read(tmp_path: Path) -> None:
    topics = load_topics(_write(tmp_path, _entry("first"), _entry("second", scope=OUT_OF_SCOPE)))
    assert topics.ids == ("first", "second")
    assert topics.get("first").examples[0] == "firstの桜について"


def test_the_digest_changes_with_any_entry_and_only_then(tmp_path: Path) -> None:
    before = load_topics(_write(tmp_path, _entry())).digest
    assert load_topics(_write(tmp_path, _entry())).digest == before
    changed = _entry()
    changed["examples"] = changed["examples"].replace("桜", "苔")
    assert load_topics(_write(tmp_path, changed)).digest != before


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"scope": "elsewhere"}, "scope"),
        ({"id": "Bad Id"}, "bad id"),
        ({"definition": " "}, "definition"),
        ({"examples": "一つだけ"}, "1 examples"),
        ({"others": "一つだけ"}, "1 others"),
        ({"clauses": "一つだけ"}, "1 clauses"),
    ],
)
def test_a_bad_topic_is_refused_by_name(tmp_path: Path, changes: dict[str, str], said: str) -> None:
    with pytest.raises(TopicMapError, match=said):
        load_topics(_write(tmp_path, _entry(**changes)))


def test_a_missing_or_unknown_key_is_refused(tmp_path: Path) -> None:
    missing, unknown = copy.deepcopy(_entry()), _entry() | {"extra": "x"}
    del missing["group"]
    for entry in (missing, unknown):
        with pytest.raises(TopicMapError, match="exactly the keys"):
            load_topics(_write(tmp_path, entry))


def test_an_entry_in_two_topics_is_refused(tmp_path: Path) -> None:
    twin = _entry("second")
    twin["examples"] = twin["examples"].replace("secondの桜について", "ｆｉｒｓｔ の桜について。")
    with pytest.raises(TopicMapError, match="occurs before, in first"):
        load_topics(_write(tmp_path, _entry("first"), twin))


def test_a_topic_twice_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TopicMapError, match="no topic files"):
        load_topics(tmp_path)
    with pytest.raises(TopicMapError, match="occurs twice"):
        load_topics(_write(tmp_path, _entry(), _entry()))
