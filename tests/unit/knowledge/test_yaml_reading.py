"""Reading with libyaml gives what PyYAML gives, for every file of data that is read so."""

from pathlib import Path

import pytest
import yaml

from knowledge.facts.loading import UniqueKeyLoader
from knowledge.yaml_reading import read_yaml

ROOT = Path(__file__).resolve().parents[3]
FILES = [
    *(ROOT / "knowledge/policies").glob("*/*.yml"),
    *(ROOT / "desk/wording").rglob("*.yml"),
    *(ROOT / "knowledge/facts").glob("*.yml"),
]


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_of_data_is_read_as_pyyaml_reads_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert read_yaml(text) == yaml.safe_load(text)


def test_a_key_given_twice_is_still_refused_with_its_line() -> None:
    with pytest.raises(yaml.YAMLError, match=r"given twice(.|\n)*line 2"):
        yaml.load("a: 1\na: 2\n", Loader=UniqueKeyLoader)
