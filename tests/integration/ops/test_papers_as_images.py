"""The command that shows papers as images: every page of a covering sample, once, and nothing but images."""

from pathlib import Path

import pytest
from PIL import Image

from desk.papers.samples import sample_cases
from ops import papers
from tests.desks import desk_of
from tests.unit.desk.papers.support import TODAY, settings_of


def test_the_sample_covers_every_region_type_and_requester() -> None:
    cases = list(sample_cases(desk_of("ocs"), settings_of("ocs"), TODAY))
    covering = papers.covering(cases)
    assert len(covering) < len(cases) / 2
    for words in (
        lambda record: (record.region, record.request_type),
        lambda record: (record.region, record.requester),
    ):
        assert {words(one.record) for one in covering} == {words(one.record) for one in cases}


def test_a_companys_papers_are_written_as_images_page_by_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "covering", lambda cases: cases[:1])
    made = papers.write(tmp_path / "new", "oni", each=True)
    sheets = [path for path in made if "sheet" in path.name and "request" not in path.name]
    pages = [path for path in made if path not in sheets]
    assert len(sheets) == 1 and len(pages) == 9, "nine papers of one page each"
    assert {"decision_refused", "address_label", "receipt_notice"} <= {
        path.stem.split("-")[3] for path in pages
    }
    for path in made:
        with Image.open(path) as image:
            assert image.width > 600 and len(image.getcolors(1 << 20) or range(3)) > 2, path.name
    assert sorted(made) == sorted((tmp_path / "new").iterdir())
