"""Heads of the audit log outside the database: which one stands, what a signature is worth, what damage leaves."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from desk.storage.anchors import Anchor, Anchors, append_line
from desk.storage.chain import Head
from desk.vaulting.crypto import Keyring
from desk.vaulting.signing import canonical, sign
from tests.unit.desk.small_store import KEYS, LITTLE, START

FIVE, SIX = Head(5, b"5" * 32), Head(6, b"6" * 32)


@pytest.fixture
def anchors(tmp_path: Path) -> Anchors:
    return Anchors(tmp_path / "records", KEYS.signer())


def lines_of(tmp_path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (tmp_path / "records" / "heads.jsonl").read_bytes().splitlines()]


def test_a_head_that_was_written_down_is_read_again_signed(anchors: Anchors) -> None:
    assert anchors.newest() is None
    assert anchors.lines() == []
    anchors.advance(FIVE, START)
    assert anchors.newest() == Anchor("head", FIVE, START.isoformat(), sound=True)
    assert anchors.lines() == [], "a line is for starts and hours alone"


def test_a_newer_head_takes_its_place_and_an_older_one_does_not(anchors: Anchors) -> None:
    anchors.advance(FIVE, START)
    anchors.advance(SIX, START)
    anchors.advance(FIVE, START)
    newest = anchors.newest()
    assert newest is not None
    assert newest.head == SIX


def test_a_head_is_written_anew_with_a_later_time(anchors: Anchors) -> None:
    anchors.advance(FIVE, START)
    anchors.advance(FIVE, START + LITTLE)
    newest = anchors.newest()
    assert newest is not None
    assert newest.at == (START + LITTLE).isoformat()


def test_a_noted_head_is_a_line_too(anchors: Anchors) -> None:
    anchors.advance(FIVE, START, note=True)
    anchors.advance(SIX, START, note=True)
    assert [(one.number, one.head, one.sound, one.kind) for one in anchors.lines()] == [
        (1, FIVE, True, "head"),
        (2, SIX, True, "head"),
    ]


def test_a_restore_takes_an_older_head_and_says_from_where_the_two_logs_part(anchors: Anchors) -> None:
    anchors.advance(SIX, START, note=True)
    anchors.advance(FIVE, START, restored_since=3)
    newest = anchors.newest()
    assert newest == Anchor("restore", FIVE, START.isoformat(), sound=True, since=3)
    assert anchors.lines()[-1] == Anchor("restore", FIVE, START.isoformat(), sound=True, number=2, since=3)


def test_a_restore_that_has_nothing_in_common_with_the_log_before_is_one_all_the_same(
    anchors: Anchors,
) -> None:
    anchors.advance(SIX, START)
    anchors.advance(FIVE, START, restored_since=0)
    newest = anchors.newest()
    assert newest is not None
    assert (newest.kind, newest.head, newest.since) == ("restore", FIVE, 0)


def test_only_a_restore_says_since(tmp_path: Path, anchors: Anchors) -> None:
    anchors.advance(FIVE, START, note=True)
    assert "since" not in lines_of(tmp_path)[0]


def test_a_head_that_somebody_changed_or_another_installation_signed_is_not_sound(
    tmp_path: Path, anchors: Anchors
) -> None:
    anchors.advance(FIVE, START, note=True)
    (line,) = lines_of(tmp_path)
    forged = sign(Keyring([b"x" * 32]).signer(), {**line, "sig": ""})
    for bad in ({**line, "n": 6}, {**line, "at": "2027"}, forged, {**line, "sig": "no base64"}):
        append_line(tmp_path / "records" / "heads.jsonl", canonical(bad))
    assert [one.sound for one in anchors.lines()] == [True, False, False, False, False]


def test_a_line_that_cannot_be_read_is_counted_and_not_sound(tmp_path: Path, anchors: Anchors) -> None:
    anchors.advance(FIVE, START, note=True)
    path = tmp_path / "records" / "heads.jsonl"
    for torn in (b'{"kind": "he', b"{}", b"[]", b'{"kind":"head","n":"six","hash":"","at":""}'):
        append_line(path, torn)
    anchors.advance(SIX, START, note=True)
    assert [(one.number, one.sound) for one in anchors.lines()] == [
        (1, True), (2, False), (3, False), (4, False), (5, False), (6, True),
    ]  # fmt: skip


@pytest.mark.parametrize("left", [b"", b'{"n": 7', b"[]", b'{"n": 9}'])
def test_where_the_newest_heads_file_is_damaged_the_last_sound_line_counts(
    tmp_path: Path, anchors: Anchors, left: bytes
) -> None:
    anchors.advance(FIVE, START, note=True)
    anchors.advance(SIX, START, note=True)
    append_line(tmp_path / "records" / "heads.jsonl", b"torn")
    (tmp_path / "records" / "head.json").write_bytes(left)
    newest = anchors.newest()
    assert newest is not None
    assert newest.head == SIX


def test_a_torn_line_does_not_swallow_the_next_one(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"torn")
    append_line(path, b"whole")
    append_line(path, b"next")
    assert path.read_bytes() == b"torn\nwhole\nnext\n"


def test_a_file_of_one_torn_character_does_not_either(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"t")
    append_line(path, b"whole")
    assert path.read_bytes() == b"t\nwhole\n"


def test_records_are_for_their_owner_alone(tmp_path: Path, anchors: Anchors) -> None:
    anchors.advance(FIVE, START, note=True)
    folder = tmp_path / "records"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "heads.jsonl").stat().st_mode & 0o777 == 0o600
    append_line(tmp_path / "else" / "lines", b"x")
    assert (tmp_path / "else").stat().st_mode & 0o777 == 0o700


def test_where_nothing_can_be_written_the_desk_goes_on_and_the_log_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "records").write_text("a file where the folder should be")
    with caplog.at_level(logging.ERROR):
        Anchors(tmp_path / "records", KEYS.signer()).advance(FIVE, START)
    assert "could not be written down" in caplog.text


def test_that_the_log_does_not_fit_is_said_once(anchors: Anchors, caplog: pytest.LogCaptureFixture) -> None:
    assert anchors.torn is None
    with caplog.at_level(logging.ERROR):
        anchors.tear("entry 5 is missing")
        anchors.tear("entry 6 is missing")
    assert len(caplog.records) == 1
    assert "entry 5 is missing" in caplog.text
    assert anchors.torn == "entry 6 is missing"
