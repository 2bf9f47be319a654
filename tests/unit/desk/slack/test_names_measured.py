"""How many names of a corpus leave, and how many sentences without a name stay as they are: floors, not examples.

`sentences/with_names.txt` has the names in braces, `sentences/without_names.txt` none. The sentences under "unseen" and
"later-unseen" were written with the others, before the readings, and were not looked at while these were made; their
figures stand apart (docs/slack.md). Whoever looks at one of them moves it to "seen".
"""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from desk.slack import names
from desk.slack.names import DOUBT, NAME

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent / "sentences"
EVALUATION = Path(__file__).resolve().parents[3] / "eval"
MARKED = re.compile(r"\{(.*?)\}")
without_names = cache(names.without_names)
"""Several tests measure the same sentences: each is read once."""
LANGUAGES = {"ja", "en", "zh"}


def sentences(name: str, which: str = "") -> list[tuple[str, str]]:
    """Language and text of each, of all or only of those whose part's name ends so."""
    found, language, part = list[tuple[str, str]](), "", ""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            _, language, part = line.split()
        elif line and not line.startswith("#") and re.search(rf"\b{which}$", part):
            found.append((language, line.replace(r"\n", "\n")))
    return found


def left_of(marked: str) -> list[str]:
    """What can still be read of the names: characters of a name in kanji, pairs of letters or kana of another one, that
    stand nowhere else in the sentence."""
    shown = without_names(MARKED.sub(r"\1", marked)).replace(NAME, "\0").replace(DOUBT, "\0")
    rest, left = MARKED.sub("\0", marked), list[str]()
    for name in MARKED.findall(marked):
        for word in re.split(r"[\s　・]+", name):
            kanji = re.match(r"[一-龥々]", word) is not None
            pieces = list(word) if kanji else [word[at : at + 2] for at in range(len(word) - 1)] or [word]
            left += [one for one in pieces if one in shown and one not in rest]
    return left


def hides_the_name_alone(marked: str) -> bool:
    shown = without_names(MARKED.sub(r"\1", marked)).replace(DOUBT, NAME)
    return re.sub(r"\s", "", shown) == re.sub(r"\s", "", MARKED.sub(NAME, marked))


def share(flags: list[bool]) -> float:
    return sum(flags) / len(flags)


def test_the_corpus_is_large_enough() -> None:
    for name, least in (("with_names.txt", 380), ("without_names.txt", 450)):
        all_of_it = sentences(name)
        assert len(set(all_of_it)) == len(all_of_it) >= least
        assert {language for language, _ in all_of_it} == LANGUAGES
    assert all(MARKED.search(text) for _, text in sentences("with_names.txt"))
    assert not any(MARKED.search(text) for _, text in sentences("without_names.txt"))


@pytest.mark.parametrize(("which", "floor"), [("", 0.985), ("unseen", 0.97), ("later-unseen", 0.98)])
def test_names_are_hidden_whole_in_nearly_all_measured_sentences(which: str, floor: float) -> None:
    missed = [text for _, text in sentences("with_names.txt", which) if left_of(text)]
    assert 1 - len(missed) / len(sentences("with_names.txt", which)) >= floor


@pytest.mark.parametrize(("which", "floor"), [("", 0.975), ("unseen", 0.975), ("later-unseen", 0.98)])
def test_sentences_without_a_name_stay_as_they_are(which: str, floor: float) -> None:
    ordinary = sentences("without_names.txt", which)
    assert share([without_names(text) == text for _, text in ordinary]) >= floor


def test_nearly_all_that_is_hidden_for_slack_is_a_name() -> None:
    """Precision: of the sentences in which something was hidden, those that had a name."""
    named = [MARKED.sub(r"\1", text) for _, text in sentences("with_names.txt")]
    hidden = sum(without_names(text) != text for text in named)
    wrongly = sum(without_names(text) != text for _, text in sentences("without_names.txt"))
    assert hidden / (hidden + wrongly) >= 0.97


def test_the_rest_of_a_sentence_can_be_read() -> None:
    named = [text for _, text in sentences("with_names.txt") if not left_of(text)]
    assert share([hides_the_name_alone(text) for text in named]) >= 0.95


def test_questions_that_others_wrote_stay_as_they_are() -> None:
    """Those of the evaluation sets, which have people's names in three places."""
    questions = [
        str(json.loads(line)["question"])
        for name in ("questions.jsonl", "heldout.jsonl", "other_questions.jsonl")
        for line in (EVALUATION / name).read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    assert len(questions) > 400
    assert share([without_names(text) == text for text in questions]) >= 0.97


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("タカハシユミです", "タカハシユミ"),
        ("yumi takahashi です", "takahashi"),
        ("鴎庭です", "鴎庭"),
        ("This is aoife byrne", "byrne"),
        ("Aoife Byrne here", "Aoife"),
        ("@taro_dayo に送ってください", "taro_dayo"),
        ("敬具 山田", "山田"),
        ("消してください。\n敬具\n鴎庭真琴", "鴎庭"),
        ("Please erase it.\nRegards,\nJane Doe", "Jane"),
        ("Regards, Emma Watson", "Emma"),
    ],
)
def test_where_people_give_their_name_it_goes(text: str, name: str) -> None:
    assert name not in without_names(text)


@pytest.mark.parametrize(
    "text", ["千葉です", "鷺沼です。先週の件ですが", "福岡でございます", "契約者は目黒です"]
)
def test_what_may_be_a_name_or_a_place_is_hidden_as_that(text: str) -> None:
    assert DOUBT in without_names(text)
    assert without_names(without_names(text)) == without_names(text)


@pytest.mark.parametrize(
    "text",
    [
        "千葉に住んでいます",
        "福岡県在住です",
        "上海です",
        "大阪です",
        "I live in Paris",
        "I'm from Austin",
        "San Francisco here",
    ],
)
def test_where_somebody_lives_can_be_read(text: str) -> None:
    assert without_names(text) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I'm Will", "Will"),
        ("Rose here, still waiting", "Rose"),
        ("This is Mark from Leeds", "Mark"),
        ("Thank you,\nPatience", "Patience"),
        ("I spoke with Tamara on Monday", "Tamara"),
        ("みやざわです", "みやざわ"),
        ("柏木でーす", "柏木"),
        ("桐島さm宛です", "桐島"),
        ("我女儿李雨桐今年十岁", "雨桐"),
    ],
)
def test_a_name_goes_though_it_is_a_word_or_badly_written(text: str, name: str) -> None:
    assert name not in without_names(text)


@pytest.mark.parametrize(
    "text",
    [
        "本人です",
        "急ぎです",
        "開示です",
        "父です",
        "Same here",
        "This is urgent",
        "I am German",
        "I'm Sorry",
        "I am New here",
        "This is Important!",
        "On Monday I wrote to Amazon",
        "我是中国人",
    ],
)
def test_ordinary_words_in_a_names_place_stay(text: str) -> None:
    assert without_names(text) == text


@pytest.mark.parametrize(
    "piece", ["鴎庭", "あ", "アイウ", "a'", "Abc ", "thanks, ", "鴎庭です。", "my name is ", "@a."]
)
def test_a_long_text_is_read_in_the_time_of_a_long_text(piece: str) -> None:
    """No pattern starts over at each of its characters; the suite's own limit of time would tell."""
    shown = without_names((piece * 5000)[:5000])
    assert without_names(shown) == shown
