"""The topic map as it is, and what its reader refuses."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.topics.taxonomy import (
    CLAUSES,
    EXAMPLES,
    FURTHER,
    OUT_OF_SCOPE,
    POLICY,
    TopicMap,
    TopicMapError,
    folded,
    load_topics,
)
from tests.topic_map import topic_map

HARD_NEIGHBOURS = [
    ("fee_whether", "fee_amount"),
    ("retention_period", "call_recording_retention"),
    ("complaint_to_company", "complaint_body_external"),
    ("identity_papers_which", "identity_papers_how_many"),
    ("purposes", "purpose_change_consent"),
]


WORDS = "桜梅桃李松竹蘭菊萩藤桐柳楓椿杉檜栗柿柚橘葵蓮菖芹蕗韮葱瓜茄芋"


def _entry(topic: str = "sample", **changes: str) -> dict[str, str]:
    entry = {
        "id": topic,
        "group": "group",
        "scope": POLICY,
        "definition": "見本の話題。",
        "clauses": "\n".join(f"{topic}の{word}を定めます。" for word in WORDS[:4]),
    }
    return entry | changes


def _examples(topic: str = "sample") -> str:
    return "\n".join(f"{topic}の{word}について" for word in WORDS)


def _load(folder: Path, *entries: Any, **authors: Any) -> TopicMap:
    """The map of these topics; `authors` are their files, the first one's made up where there is none."""
    named = {entry["id"]: _examples(entry["id"]) for entry in entries}
    for name, content in {"author_1": named, **authors}.items():
        (folder / "examples" / name).mkdir(parents=True, exist_ok=True)
        _dump(folder / "examples" / name / "one.yml", content)
    _dump(folder / "one.yml", list(entries))
    return load_topics(folder, folder / "examples")


def _dump(path: Path, content: Any) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def test_the_map_has_its_size_and_both_scopes() -> None:
    topics = topic_map().topics
    by_scope = {scope: [t for t in topics if t.scope == scope] for scope in (POLICY, OUT_OF_SCOPE)}
    assert len(by_scope[POLICY]) >= 70
    assert len(by_scope[OUT_OF_SCOPE]) == 10
    assert all(t.id.startswith("oos_") == (t.scope == OUT_OF_SCOPE) for t in topics)


def test_each_topic_has_enough_examples_in_three_languages() -> None:
    for topic in topic_map().topics:
        first, *others = topic.examples
        assert EXAMPLES[0] <= len(first) <= EXAMPLES[1], topic.id
        assert CLAUSES[0] <= len(topic.clauses) <= CLAUSES[1], topic.id
        assert len(others) >= 2, f"{topic.id}: what is learnt from one author is checked on others"
        assert all(FURTHER[0] <= len(texts) <= FURTHER[1] for texts in others), topic.id
        english = [e for e in first if e.isascii() and any(c.isalpha() for c in e)]
        assert len(english) >= 2, topic.id


def test_no_entry_occurs_twice_however_it_is_written() -> None:
    entries = [folded(text) for t in topic_map().topics for text in (*t.asked, *t.clauses)]
    assert len(entries) == len(set(entries))


def test_no_topics_examples_are_one_template_with_swapped_nouns() -> None:
    """A beginning of eight characters may recur within a topic, but never carry it."""
    for topic in topic_map().topics:
        beginnings = [folded(e)[:8] for e in topic.asked if len(folded(e)) >= 12]
        most = max((beginnings.count(b) for b in set(beginnings)), default=0)
        assert most <= 4, (topic.id, most)


@pytest.mark.parametrize(("one", "other"), HARD_NEIGHBOURS)
def test_hard_neighbours_are_topics_of_their_own(one: str, other: str) -> None:
    topics = topic_map()
    assert topics.get(one).definition != topics.get(other).definition


def test_an_unknown_topic_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        topic_map().get("no_such_topic")


def test_topics_and_examples_of_several_authors_are_read_together(tmp_path: Path) -> None:
    further = {"second": "\n".join(f"別人の{word}" for word in WORDS[:20])}
    topics = _load(tmp_path, _entry("first"), _entry("second", scope=OUT_OF_SCOPE), author_2=further)
    assert topics.ids == ("first", "second")
    first, second = topics.topics
    assert first.examples[0][0] == "firstの桜について" and first.examples[1] == ()
    assert second.asked == (*second.examples[0], *(f"別人の{word}" for word in WORDS[:20]))


def test_the_digest_changes_with_any_entry_and_only_then(tmp_path: Path) -> None:
    before = _load(tmp_path, _entry()).digest
    assert _load(tmp_path, _entry()).digest == before
    assert _load(tmp_path, _entry(), author_1={"sample": _examples().replace("桜", "苔")}).digest != before
    assert _load(tmp_path, _entry(definition="ほかの話題。")).digest != before


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"scope": "elsewhere"}, "scope"),
        ({"id": "Bad Id"}, "bad id"),
        ({"definition": " "}, "definition"),
        ({"clauses": "一つだけ"}, "1 clauses"),
    ],
)
def test_a_bad_topic_is_refused_by_name(tmp_path: Path, changes: dict[str, str], said: str) -> None:
    with pytest.raises(TopicMapError, match=said):
        _load(tmp_path, _entry(**changes))


@pytest.mark.parametrize(
    ("authors", "said"),
    [
        ({"author_1": {"sample": "一つだけ"}}, "sample: 1 examples"),
        ({"author_1": {}}, "sample: 0 examples"),
        ({"author_2": {"sample": "一つだけ"}}, "sample: 1 examples of a further author"),
        ({"author_2": {"unheard": "一つ"}}, "topics that there are not: unheard"),
        ({"author_2": ["sample"]}, r"author_2/one\.yml: must name topics"),
        ({"author_2": {"sample": ["一つ"]}}, r"author_2/one\.yml: sample: examples must be a text"),
    ],
)
def test_bad_examples_are_refused_by_name(tmp_path: Path, authors: dict[str, Any], said: str) -> None:
    with pytest.raises(TopicMapError, match=said):
        _load(tmp_path, _entry(), **authors)


def test_a_topic_in_two_files_of_one_author_is_refused(tmp_path: Path) -> None:
    _load(tmp_path, _entry())
    _dump(tmp_path / "examples" / "author_1" / "two.yml", {"sample": "もう一つ"})
    with pytest.raises(TopicMapError, match=r"author_1/two\.yml: topic sample occurs twice"):
        load_topics(tmp_path, tmp_path / "examples")


def test_a_missing_or_unknown_key_is_refused(tmp_path: Path) -> None:
    missing, unknown = copy.deepcopy(_entry()), _entry() | {"examples": "x"}
    del missing["group"]
    for entry in (missing, unknown):
        with pytest.raises(TopicMapError, match="exactly the keys"):
            _load(tmp_path, entry)


def test_an_entry_in_two_topics_is_refused(tmp_path: Path) -> None:
    twice = {"second": _examples("second").replace("secondの桜について", "ｆｉｒｓｔ の桜について。")}
    with pytest.raises(TopicMapError, match="occurs before, in first"):
        _load(tmp_path, _entry("first"), _entry("second"), author_1={"first": _examples("first"), **twice})


def test_a_topic_twice_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "examples").mkdir()
    with pytest.raises(TopicMapError, match="no topic files"):
        load_topics(tmp_path, tmp_path / "examples")
    with pytest.raises(TopicMapError, match="occurs twice"):
        _load(tmp_path, _entry(), _entry())
