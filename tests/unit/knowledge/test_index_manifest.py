"""What the index keeps of a policy, and what makes it be made anew; with two small policies and a fake encoder."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from knowledge import index as module
from knowledge.encoding import file_digest
from knowledge.index import FORMAT, Index, IndexUnusable, ensure_index, load_index, passage_texts, word_index
from knowledge.vocabulary import CompanyId, Region
from tests.unit.knowledge.fakes import DIM, BigramEncoder
from tests.unit.knowledge.invented import policy_of

ONE, TWO = CompanyId("one"), CompanyId("two")
LONG = "取得した情報は安全に管理し、目的の外には使いません。お申し出の際は窓口までお知らせください。いつでも承ります。"
TEXTS = {
    ONE: f"みほん方針\n\n1．目的\n発送に使います。{LONG}\n\n2．EEAにお住まいのお客様へ\n苦情を申し立てられます。{LONG}\n",
    TWO: f"もうひとつの方針\n\n1．費用\n500円です。{LONG}\n",
}
Paths = Mapping[CompanyId, Path]


@pytest.fixture
def paths(tmp_path: Path) -> dict[CompanyId, Path]:
    found = {name: tmp_path / "policies" / name / "policy.txt" for name in TEXTS}
    for name, path in found.items():
        path.parent.mkdir(parents=True)
        path.write_text(TEXTS[name], encoding="utf-8")
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def made(
    folder: Path, paths: Paths, encoder: BigramEncoder | None = None, said: list[str] | None = None
) -> Index:
    progress = (said if said is not None else []).append
    return ensure_index(encoder or BigramEncoder(), folder, progress, paths)


def manifest(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return content


def changed(folder: Path, **top: Any) -> None:
    (folder / "manifest.json").write_text(json.dumps(manifest(folder) | top), encoding="utf-8")


def refused(folder: Path, paths: Paths, encoder: BigramEncoder | None = None) -> str:
    with pytest.raises(IndexUnusable) as caught:
        load_index(encoder or BigramEncoder(), folder, paths)
    return str(caught.value)


# ------------------------------------------------------------- what is in it


def test_clauses_and_sentences_are_embedded_with_their_heading_and_kept_with_their_place() -> None:
    policy = policy_of(TEXTS[ONE])
    found, clause_texts, sentences, sentence_texts = passage_texts(policy)
    assert [text.split("\n")[0] for text in clause_texts] == [one.section for one in found]
    assert clause_texts[0] == f"1．目的\n{found[0].text}"
    assert {one.clause for one in sentences} == {0, 1}
    for one, text in zip(sentences, sentence_texts, strict=True):
        clause = found[one.clause]
        assert clause.start <= one.start < one.end <= clause.end
        assert text == f"{clause.section}\n{policy.text[one.start : one.end]}"


def test_what_was_made_is_what_is_read_again(folder: Path, paths: Paths) -> None:
    encoder = BigramEncoder()
    index = made(folder, paths, encoder)
    assert (index.model, index.dim, sorted(index.companies)) == ("bigrams", DIM, [ONE, TWO])
    one = index.companies[ONE]
    policy = policy_of(TEXTS[ONE], ONE)
    found, _, sentences, _ = passage_texts(policy)
    assert (one.company, one.version, one.text) == (ONE, policy.version, TEXTS[ONE])
    assert (one.clauses, one.sentences) == (tuple(found), tuple(sentences))
    assert [clause.region for clause in one.clauses] == [None, Region.EEA_UK]
    assert one.regions == policy.regions and index.companies[TWO].regions == ()
    assert (one.clause_vectors.ntotal, one.sentence_vectors.ntotal) == (len(found), len(sentences))
    assert one.parts.parts == () and one.parts.tokens.shape == (0, 0)
    vector = encoder.encode_passages([f"{found[1].section}\n{found[1].text}"])
    assert one.clause_vectors.search(vector, 1)[1][0][0] == 1


def test_words_are_found_in_the_clause_that_has_them_and_a_clause_without_words_is_kept() -> None:
    words = word_index([["費用"], [], ["目的", "発送"]])
    numbers, scores = words.retrieve([["発送"]], k=3, show_progress=False)
    assert numbers[0][0] == 2 and scores[0][0] > 0 and sorted(numbers[0]) == [0, 1, 2]
    assert word_index([[]]).retrieve([["発送"]], k=1, show_progress=False)[1][0][0] == 0


def test_the_manifest_names_what_is_in_force(folder: Path, paths: Paths) -> None:
    said: list[str] = []
    index = made(folder, paths, said=said)
    content = manifest(folder)
    assert (content["format"], content["model"], content["dim"]) == (FORMAT, "bigrams", DIM)
    entry = content["companies"][ONE]
    assert entry["folder"] == f"one-{entry['key'][:16]}" and len(entry["key"]) == 64
    assert (entry["clauses"], entry["version"]) == (2, index.companies[ONE].version)
    assert entry["sentences"] == len(index.companies[ONE].sentences)
    place = folder / entry["folder"]
    assert entry["files"] == {file.name: file_digest(file) for file in place.iterdir()}
    assert said[0] == "index: there is no index yet"
    assert said[1].startswith("index: one 2 clauses, ") and said[1].endswith(" s (1/2)")
    assert said[2].startswith("index: two 1 clauses, ") and said[2].endswith(" s (2/2)")


# --------------------------------------------------------- when it is refused


@pytest.mark.parametrize(
    ("top", "why"),
    [
        ({"format": FORMAT - 1}, f"index format {FORMAT - 1} is not {FORMAT}"),
        ({"format": FORMAT + 1}, f"index format {FORMAT + 1} is not {FORMAT}"),
        ({"model": "other"}, "index was made with other, not bigrams"),
        ({"companies": {}}, "one: not in the index"),
    ],
)
def test_an_index_of_another_make_is_refused_with_a_reason(
    folder: Path, paths: Paths, top: dict[str, Any], why: str
) -> None:
    made(folder, paths)
    changed(folder, **top)
    assert refused(folder, paths) == why


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "the index's manifest cannot be read: JSONDecodeError"),
        ("[]", "the index's manifest is not an object"),
    ],
)
def test_a_manifest_that_is_none_is_refused(folder: Path, paths: Paths, content: str, why: str) -> None:
    folder.mkdir()
    assert refused(folder, paths) == "there is no index yet"
    (folder / "manifest.json").write_text(content)
    assert refused(folder, paths) == why


def test_a_policy_that_has_changed_or_gone_or_come_is_noticed(
    folder: Path, paths: dict[CompanyId, Path]
) -> None:
    made(folder, {ONE: paths[ONE]})
    assert refused(folder, paths) == "two: not in the index"
    made(folder, paths)
    assert refused(folder, {ONE: paths[ONE]}) == "two: policy is gone"
    paths[TWO].write_text(TEXTS[TWO].replace("500", "600"), encoding="utf-8")
    assert refused(folder, paths) == "two: policy, code or a library has changed since the index was made"


def test_other_code_or_another_library_makes_it_anew(
    folder: Path, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(folder, paths)
    monkeypatch.setattr(module, "_library_versions", lambda: {"numpy": "0"})
    assert "library has changed" in refused(folder, paths)
    monkeypatch.undo()
    load_index(BigramEncoder(), folder, paths)
    monkeypatch.setattr(module, "_CODE", ("markers",))
    assert "code" in refused(folder, paths)


def test_a_library_that_is_not_there_has_no_version_and_breaks_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_LIBRARIES", ("numpy", "no-such-library"))
    found = module._library_versions()
    assert found["no-such-library"] == "?" and found["numpy"][0].isdigit()


def test_a_copy_of_the_policy_that_is_of_another_version_is_refused(folder: Path, paths: Paths) -> None:
    made(folder, paths)
    content = manifest(folder)
    entry = content["companies"][ONE]
    file = folder / entry["folder"] / "clauses.json"
    described = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(described | {"version": "0" * 12}), encoding="utf-8")
    assert refused(folder, paths) == "one: clauses.json of the index is damaged"
    entry["files"]["clauses.json"] = file_digest(file)
    changed(folder, **content)
    assert refused(folder, paths) == "one: the index's copy of the policy is of another version"
    file.write_text(json.dumps({}), encoding="utf-8")
    entry["files"]["clauses.json"] = file_digest(file)
    changed(folder, **content)
    assert refused(folder, paths) == "one: the index cannot be read: KeyError"


# ------------------------------------------------------------ what is made anew


def test_only_the_company_that_has_changed_or_is_damaged_is_made_anew(
    folder: Path, paths: dict[CompanyId, Path]
) -> None:
    made(folder, paths)
    before = manifest(folder)["companies"]
    paths[TWO].write_text(TEXTS[TWO] + "\n2．窓口\n" + LONG + "\n", encoding="utf-8")
    encoder, said = BigramEncoder(), list[str]()
    index = made(folder, paths, encoder, said)
    two = index.companies[TWO]
    assert encoder.passages == len(two.clauses) + len(two.sentences) and len(said) == 2
    after = manifest(folder)["companies"]
    assert after[ONE] == before[ONE] and after[TWO]["key"] != before[TWO]["key"]
    (folder / after[ONE]["folder"] / "policy.txt").write_bytes(b"x")
    again = BigramEncoder()
    made(folder, paths, again)
    assert again.passages == len(index.companies[ONE].clauses) + len(index.companies[ONE].sentences)
    assert manifest(folder)["companies"] == after


def test_what_the_manifest_no_longer_names_is_swept_away_and_what_it_names_stays(
    folder: Path, paths: Paths
) -> None:
    (folder / ".one-left").mkdir(parents=True)
    (folder / "one-left-by-a-killed-build").mkdir()
    (folder / "a note").touch()
    made(folder, paths)
    named = {entry["folder"] for entry in manifest(folder)["companies"].values()}
    assert {child.name for child in folder.iterdir()} == {*named, "a note", ".lock", "manifest.json"}


def test_the_folder_of_a_build_that_was_killed_before_its_manifest_is_replaced(
    folder: Path, paths: Paths
) -> None:
    made(folder, paths)
    place = folder / manifest(folder)["companies"][ONE]["folder"]
    (folder / "manifest.json").unlink()
    (place / "policy.txt").write_bytes(b"half")
    assert made(folder, paths).companies[ONE].text == TEXTS[ONE]


def test_clauses_come_back_as_they_were(folder: Path, paths: Paths) -> None:
    for clause in made(folder, paths).companies[ONE].clauses:
        assert module._clause(json.loads(json.dumps(asdict(clause)))) == clause
