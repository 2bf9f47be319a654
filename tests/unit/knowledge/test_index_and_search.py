"""The index as an artefact, and what search may show to whom. With a small fake encoder: no model is needed."""

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledge.index import Index, IndexUnusable, ensure_index, load_index
from knowledge.paths import policies_dir
from knowledge.search import Searcher, Weights, normalise_question
from knowledge.tokenizing import search_terms
from knowledge.vocabulary import CompanyId, Region
from tests.unit.knowledge.fakes import BigramEncoder

COPIED = ("ocs", "opt", "oni")


@pytest.fixture()
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of three policies, and a folder for the index."""
    for company in COPIED:
        target = tmp_path / "policies" / company
        target.mkdir(parents=True)
        shutil.copy(policies_dir() / company / "policy.txt", target)
    monkeypatch.setenv("MADOGUCHI_POLICIES_DIR", str(tmp_path / "policies"))
    return tmp_path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of those three policies, made once: a test that begins with one takes a copy of it."""
    folder = tmp_path_factory.mktemp("made")
    paths = {CompanyId(one): policies_dir() / one / "policy.txt" for one in COPIED}
    ensure_index(BigramEncoder(), folder, lambda _: None, paths)
    return folder


@pytest.fixture()
def with_index(workshop: Path, made: Path) -> Path:
    """A workshop in which the index has been made."""
    shutil.copytree(made, workshop / "index")
    return workshop


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    encoder = BigramEncoder()
    index = ensure_index(encoder, tmp_path_factory.mktemp("index"), progress=lambda _: None)
    yield Searcher(index, encoder)


def build(workshop: Path, encoder: BigramEncoder, said: list[str] | None = None) -> Index:
    return ensure_index(encoder, workshop / "index", progress=(said if said is not None else []).append)


@pytest.mark.slow
def test_a_second_time_nothing_is_embedded(workshop: Path) -> None:
    encoder = BigramEncoder()
    build(workshop, encoder)
    embedded = encoder.passages
    said: list[str] = []
    build(workshop, encoder, said)
    assert embedded > 100 and encoder.passages == embedded and said == []


@pytest.mark.slow
def test_changing_one_policy_embeds_that_company_only(with_index: Path) -> None:
    workshop, encoder = with_index, BigramEncoder()
    first = build(workshop, encoder)
    assert encoder.passages == 0
    said: list[str] = []
    policy = workshop / "policies" / "oni" / "policy.txt"
    policy.write_text(
        policy.read_text(encoding="utf-8").replace("086-805-0202", "086-000-0000"), encoding="utf-8"
    )
    second = build(workshop, encoder, said)
    changed = second.companies[CompanyId("oni")]
    assert encoder.passages == len(changed.clauses) + len(changed.sentences)
    assert [line.split()[1] for line in said] == ["oni:", "oni"]
    assert second.companies[CompanyId("oni")].version != first.companies[CompanyId("oni")].version
    assert second.companies[CompanyId("ocs")].version == first.companies[CompanyId("ocs")].version
    assert len([path for path in (workshop / "index").iterdir() if path.is_dir()]) == 3


def test_a_company_that_is_gone_leaves_the_index(with_index: Path) -> None:
    workshop, encoder = with_index, BigramEncoder()
    shutil.rmtree(workshop / "policies" / "opt")
    with pytest.raises(IndexUnusable, match="opt: policy is gone"):
        load_index(encoder, workshop / "index")
    assert sorted(build(workshop, encoder).companies) == ["ocs", "oni"]


@pytest.mark.slow
@pytest.mark.parametrize("file", ["clauses.json", "clauses.faiss", "sentences.faiss", "policy.txt"])
@pytest.mark.parametrize("damage", ["truncate", "remove", "flip"])
def test_a_damaged_index_is_refused_with_a_reason_and_rebuilt(
    with_index: Path, file: str, damage: str
) -> None:
    workshop, encoder = with_index, BigramEncoder()
    path = next((workshop / "index").glob(f"oni-*/{file}"))
    data = path.read_bytes()
    if damage == "remove":
        path.unlink()
    else:
        path.write_bytes(
            data[: len(data) // 2] if damage == "truncate" else data[:-1] + bytes([data[-1] ^ 1])
        )
    with pytest.raises(IndexUnusable, match="oni"):
        load_index(encoder, workshop / "index")
    assert len(build(workshop, encoder).companies) == 3


@pytest.mark.slow
@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 0}', '{"format": 1, "model": "other"}'])
def test_a_bad_manifest_is_refused_and_rebuilt(with_index: Path, text: str) -> None:
    workshop, encoder = with_index, BigramEncoder()
    (workshop / "index" / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(IndexUnusable):
        load_index(encoder, workshop / "index")
    assert len(build(workshop, encoder).companies) == 3


def test_another_model_is_refused(with_index: Path) -> None:
    with pytest.raises(IndexUnusable, match="not another"):
        load_index(BigramEncoder("another"), with_index / "index")


def test_the_manifest_says_what_went_in(with_index: Path) -> None:
    manifest = json.loads((with_index / "index" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["model"] == "bigrams" and manifest["libraries"]["faiss-cpu"]
    assert sorted(manifest["companies"]) == ["ocs", "oni", "opt"]


@pytest.mark.slow
def test_two_builders_at_once_do_not_sweep_each_other_away(workshop: Path) -> None:
    encoders = [BigramEncoder(), BigramEncoder(), BigramEncoder()]
    with ThreadPoolExecutor(3) as pool:
        indexes = list(pool.map(lambda encoder: build(workshop, encoder), encoders))
    assert [set(index.companies) for index in indexes] == [{"ocs", "opt", "oni"}] * 3
    assert sorted(encoder.passages > 0 for encoder in encoders) == [False, False, True]


def test_without_any_policy_no_index_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADOGUCHI_POLICIES_DIR", str(tmp_path))
    with pytest.raises(IndexUnusable, match="no policy"):
        ensure_index(BigramEncoder(), tmp_path / "index", progress=lambda _: None)


@pytest.mark.slow
def test_only_the_asked_company_answers(searcher: Searcher) -> None:
    for company in searcher.index.companies:
        found = searcher.search("個人情報の開示の請求方法", company=company, limit=50)
        assert {passage.clause.company for passage in found} == {company}
    with pytest.raises(KeyError):
        searcher.search("開示", company=CompanyId("nobody"))


@pytest.mark.parametrize("region", list(Region))
def test_a_customer_never_sees_another_regions_chapter(searcher: Searcher, region: Region) -> None:
    found = searcher.search(
        "個人情報の取扱いに関する請求", company=CompanyId("ocs"), region=region, limit=500
    )
    seen = {passage.clause.region for passage in found}
    assert seen == ({None} if region in (Region.JP, Region.OTHER) else {None, region})


def test_staff_without_a_region_see_all_chapters(searcher: Searcher) -> None:
    found = searcher.search("個人情報の取扱いに関する請求", company=CompanyId("ocs"), limit=500)
    assert {passage.clause.region for passage in found} == {
        None,
        Region.EEA_UK,
        Region.CHINA,
        Region.CALIFORNIA,
    }


def test_the_regional_chapter_goes_before_chapter_1_where_both_speak(searcher: Searcher) -> None:
    question = "開示等の請求に必要な書類 本人等確認書類 本人の場合 申請書"
    first = searcher.search(question, company=CompanyId("ocs"), region=Region.CHINA)[0]
    assert first.clause.region is Region.CHINA
    assert searcher.search(question, company=CompanyId("ocs"), region=Region.JP)[0].clause.region is None


@pytest.mark.parametrize("question", ["不要になった情報の消去", "請求を断られる場合"])
def test_until_somebody_says_where_they_live_what_holds_for_everybody_goes_first(
    searcher: Searcher, question: str
) -> None:
    assert searcher.search(question, company=CompanyId("ocs"))[0].clause.region is None
    heedless = Searcher(searcher.index, searcher.encoder, Weights(abroad=0.0))
    assert heedless.search(question, company=CompanyId("ocs"))[0].clause.region is not None


def test_what_only_a_regional_chapter_says_is_found_without_a_region_too(searcher: Searcher) -> None:
    found = searcher.search("同意の撤回", company=CompanyId("ocs"))
    assert found[0].clause.region is Region.CHINA


def test_passages_are_ranked_and_quote_the_policy(searcher: Searcher) -> None:
    found = searcher.search("クッキーを拒否するとどうなりますか", company=CompanyId("oni"), limit=4)
    assert [passage.rank for passage in found] == [1, 2, 3, 4]
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)
    text = searcher.index.companies[CompanyId("oni")].text
    for passage in found:
        clause = passage.clause
        assert text[clause.start : clause.end] == clause.text
        assert (
            0.0 <= passage.score <= 1.0
            and passage.version == searcher.index.companies[CompanyId("oni")].version
        )


def test_a_clause_is_measured_whole_and_by_its_best_sentence_each_by_itself(searcher: Searcher) -> None:
    company, question = CompanyId("oni"), "クッキーを拒否するとどうなりますか"
    part = searcher.index.companies[company]
    vector = searcher.encoder.encode_queries([normalise_question(question)])[0]
    whole = part.clause_vectors.reconstruct_n(0, len(part.clauses)) @ vector
    nearness = part.sentence_vectors.reconstruct_n(0, len(part.sentences)) @ vector
    only_whole = Weights(clause=1.0, sentence=0.0, words=0.0, regional=0.0, abroad=0.0)
    found = Searcher(searcher.index, searcher.encoder, only_whole).search(
        question, company=company, limit=999
    )
    places = [part.clauses.index(passage.clause) for passage in found]
    assert [float(whole[at]) for at in places] == sorted((float(one) for one in whole), reverse=True)
    for at, passage in zip(places, found, strict=True):
        own = [float(n) for n, s in zip(nearness, part.sentences, strict=True) if s.clause == at]
        if own:
            assert passage.cosine == pytest.approx(max(own), abs=1e-5)


def test_a_score_is_within_nought_and_one_also_of_what_fits_least_and_holds_abroad_only(
    searcher: Searcher,
) -> None:
    found = searcher.search("クッキーを拒否するとどうなりますか", company=CompanyId("ocs"), limit=999)
    assert any(passage.clause.region is not None for passage in found)
    assert (found[0].score <= 1.0, found[-1].score) == (True, 0.0)


def test_a_known_vector_finds_what_its_question_finds(searcher: Searcher) -> None:
    question = "保存期間を過ぎた個人情報"
    vector = searcher.encoder.encode_queries([normalise_question(question)])[0]
    by_vector = searcher.similar(vector, company=CompanyId("oni"), terms=search_terms(question))
    assert by_vector == searcher.search(question, company=CompanyId("oni"))


@pytest.mark.parametrize("question", ["", "   ", "？！", "\ud800", "x" * 2000])
def test_odd_questions_do_not_break(searcher: Searcher, question: str) -> None:
    found = searcher.search(question.replace("\ud800", "?"), company=CompanyId("opt"))
    assert len(found) <= 5
