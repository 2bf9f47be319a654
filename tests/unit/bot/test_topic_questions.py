"""The search's questions as examples for the dialogue."""

from pathlib import Path

import pytest
import yaml

from bot.topic_questions import EACH, topic_questions, write_questions
from knowledge.yaml_reading import read_yaml


def test_questions_of_the_topics_teach_what_a_question_is_and_no_wish_does(tmp_path: Path) -> None:
    for name, content in {
        "topics/a.yml": [{"id": "fee", "group": "fee"}, {"id": "wish", "group": "request"}],
        "examples/author_1/a.yml": {
            "fee": "いくらですか\n払いたくない\nHow much is it?",
            "wish": "消せますか",
        },
        "examples/author_2/a.yml": {"fee": "\n".join(f"{n}円ですか" for n in range(EACH + 3))},
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    found = topic_questions(tmp_path)
    assert found[:2] == ["いくらですか", "How much is it?"]
    assert len(found) == 2 + EACH and "消せますか" not in found


@pytest.mark.slow
def test_questions_of_the_topics_are_written_as_rasa_reads_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = topic_questions()
    monkeypatch.setattr("bot.topic_questions.topic_questions", lambda: found)
    write_questions(tmp_path / "made" / "topics.yml")
    (block,) = read_yaml((tmp_path / "made" / "topics.yml").read_text(encoding="utf-8"))["nlu"]
    assert block["intent"] == "ask_question"
    texts = [one["text"].strip() for one in block["examples"]]
    assert texts == found and len(texts) > 1500
