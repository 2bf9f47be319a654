"""Badly written questions, made: the same for the same chance, and worse in the way that they are said to be."""

import random
import re
from collections.abc import Sequence

import numpy as np
import pytest

from knowledge.encoding import FloatArray
from knowledge.evaluation.badly_written import HEADER, Bench, chosen_examples, counts_without, told
from knowledge.evaluation.noise import (
    KINDS,
    edits,
    kana,
    misconverted,
    partly_kana,
    sounds,
    without_particles,
)
from knowledge.mending.commonness import WordCounts
from knowledge.mending.mender import Mender
from knowledge.mending.readings import words
from knowledge.topics.heads import held_out_heads
from knowledge.topics.taxonomy import OUT_OF_SCOPE, POLICY, Topic, TopicMap
from knowledge.topics.training import encode_topics
from tests.unit.knowledge.fakes import BigramEncoder

TEXT = "個人情報の開示の手数料はいくらですか"
KANJI = re.compile(r"[\u3400-\u9fff]")


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_chance_gives_the_same_text(kind: str) -> None:
    one, two = (KINDS[kind](TEXT, random.Random(3)) for _ in range(2))
    assert one == two
    assert KINDS[kind]("", random.Random(3)) == ""


def test_each_kind_is_worse_in_its_own_way() -> None:
    chance = random.Random(1)
    assert kana(TEXT, chance) == "こじんじょうほうのかいじのてすうりょうはいくらですか"
    assert 0 < len(KANJI.findall(partly_kana(TEXT, chance))) < len(KANJI.findall(TEXT))
    assert without_particles(TEXT, random.Random(1)) in TEXT.replace("の", "") or len(
        without_particles(TEXT, random.Random(1))
    ) < len(TEXT)
    assert {"わ", "は"} >= {sounds("住所は", random.Random(n))[2] for n in range(20)}
    changed = [edits(TEXT, random.Random(n)) for n in range(20)]
    assert all(KANJI.findall(text) == KANJI.findall(TEXT) for text in changed) and TEXT not in changed[:3]


def test_wrong_kanji_sound_alike() -> None:
    wrong = [misconverted("開示の手数料", random.Random(n)) for n in range(10)]
    assert "開示の手数料" not in wrong
    assert all(KANJI.search(text) for text in wrong)
    assert misconverted("はい", random.Random(1)) == "はい"


class _Listening(BigramEncoder):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        self.asked.extend(texts)
        return super().encode_queries(texts)


@pytest.mark.slow
def test_examples_are_told_as_typed_and_mended() -> None:
    def topic(name: str, scope: str, word: str) -> Topic:
        kinds = "朝昼夜春夏秋冬山川海空町村駅店庭窓机本紙"
        examples = tuple(f"{a}の{word}は{b}ですか" for a, b in zip(kinds, reversed(kinds), strict=True))
        return Topic(name, "group", scope, "見本。", (examples,), (f"当社は{word}を定めます。",) * 3)

    topics = TopicMap((topic("fee", POLICY, "手数料"), topic("weather", OUT_OF_SCOPE, "天気予報")))
    encoder = _Listening()
    data = encode_topics(topics, encoder)
    counts = WordCounts.of([text for one in topics.topics for text in (*one.asked, *one.clauses)] * 20)
    bench = Bench(data, list(held_out_heads("question", data)), encoder, Mender(counts))
    encoder.asked.clear()
    found = told(bench, "kana", kana, chosen_examples(topics, 12))
    assert found.count == 12 and found.changed == 1.0
    typed, mended = encoder.asked[:12], encoder.asked[12:]
    assert not any(KANJI.search(text) for text in typed) and len(mended) == 12
    assert all("手数料" in text or "天気予報" in text for text in mended)
    assert 0.5 <= found.typed <= found.mended <= 1.0
    assert len(str(found).split()) == 1 + len(HEADER.split())


def test_the_counts_leave_the_examples_out(monkeypatch: pytest.MonkeyPatch) -> None:
    topics = TopicMap((Topic("fee", "group", POLICY, "見本。", (("手数料",),), ("委託",)),))
    monkeypatch.setattr("knowledge.evaluation.badly_written.counted_texts", lambda: ["手数料", "委託"])
    counts = counts_without(topics)
    assert counts.surprise("委託") < counts.surprise("手数料")
    assert np.isfinite(counts.surprise("手数料"))


def test_readings_leave_numbers_latin_letters_and_marks() -> None:
    assert [word.reading for word in words("IDは12。")] == ["ID", "は", "12", "。"]
