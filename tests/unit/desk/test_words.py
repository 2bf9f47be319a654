"""Text from outside becomes a word of the vocabulary, or what is allowed is said."""

import pytest

from desk.errors import ChangeInvalid
from desk.life import RecordKind
from desk.statuses import STATUSES
from desk.words import ASKED_FOR, KINDS, asked_for, known, named, one_of
from knowledge.vocabulary import Region, ReplyMethod, RequestType


def test_the_word_that_is_named_is_given_as_a_member_of_its_vocabulary() -> None:
    assert one_of("region", "jp", tuple(Region)) is Region.JP
    assert one_of("status", "answered", STATUSES) == "answered"
    assert named(Region, "china") is Region.CHINA
    assert known(Region, "china") is Region.CHINA


def test_nothing_said_is_no_wish() -> None:
    assert one_of("region", None, tuple(Region)) is None
    assert known(Region, None) is None
    assert known(Region, "") is None


@pytest.mark.parametrize("text", ["mars", "", "JP", "jp ", "Region.JP"])
def test_a_word_of_no_list_is_refused_with_the_field_and_what_is_allowed(text: str) -> None:
    with pytest.raises(ChangeInvalid, match="region: one of jp, eea_uk, china, california, other") as refused:
        one_of("region", text, tuple(Region))
    assert (refused.value.field, refused.value.allowed) == ("region", tuple(Region))
    assert named(Region, text) is None


def test_an_unknown_way_of_reply_names_the_ways() -> None:
    with pytest.raises(ChangeInvalid, match="reply_method: one of post, email, media, other"):
        one_of("reply_method", "pigeon", tuple(ReplyMethod))


def test_a_record_is_about_a_type_of_request_or_is_of_a_kind_that_is_none() -> None:
    assert asked_for("disclosure") is RequestType.DISCLOSURE
    assert asked_for("complaint") == "complaint"
    assert set(ASKED_FOR) == {*RequestType, *KINDS} - {"request"}
    none: RecordKind = "request"
    for text in (none, "jp"):
        with pytest.raises(ValueError, match=text):
            asked_for(text)
