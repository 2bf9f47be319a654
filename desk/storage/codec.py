"""The data classes as JSON for the database, and back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from typing import Any

from desk.citing import KeptCitation
from desk.life import Ground, Terms
from desk.model import (
    ChecklistItem,
    Choice,
    Content,
    FormField,
    FormSpec,
    RequestDraft,
    Submitted,
)
from desk.texts import SetApart, kept_masked
from desk.words import asked_for, known
from knowledge.vocabulary import Region, ReplyMethod, Requester


def spec_to_json(spec: FormSpec) -> dict[str, Any]:
    """A form's specification, without personal data."""
    return asdict(spec)


def spec_from_json(data: Mapping[str, Any]) -> FormSpec:
    """Back from `spec_to_json`."""
    draft = data["request"]
    if draft is not None:
        # A form that was offered before these were kept.
        draft = {"kind": "request", "terms": None, **{k: v for k, v in draft.items() if k != "due"}}
    return FormSpec(
        purpose=data["purpose"],
        fields=tuple(FormField(**item) for item in data["fields"]),
        request=None
        if draft is None
        else RequestDraft(
            **{
                **draft,
                "request_type": asked_for(draft["request_type"]),
                "requester": Requester(draft["requester"]),
                "region": known(Region, draft["region"]),
                "reply_method": known(ReplyMethod, draft["reply_method"]),
                "checklist": checklist_from_json(draft["checklist"]),
                "documents": tuple(draft["documents"]),
                "terms": terms_from_json(draft["terms"]),
            }
        ),
    )


def checklist_to_json(items: tuple[ChecklistItem, ...]) -> list[dict[str, Any]]:
    """A checklist."""
    return [asdict(item) for item in items]


def checklist_from_json(data: list[dict[str, Any]] | tuple[dict[str, Any], ...]) -> tuple[ChecklistItem, ...]:
    """Back from `checklist_to_json`."""
    return tuple(ChecklistItem(**item) for item in data)


def terms_from_json(data: Mapping[str, Any] | None) -> Terms | None:
    """The terms of a request, or None."""
    if data is None:
        return None
    weeks = data["fee_weeks"]
    return Terms(
        **{
            **data,
            "grounds": grounds_from_json(data["grounds"]),
            "form_names": tuple(data["form_names"]),
            "quoted": data["quoted"] if "quoted" in data else _quoted_apart(data),
            "fee_weeks": None if weeks is None else (weeks[0], weeks[1]),
        }
    )


def _quoted_apart(data: Mapping[str, Any]) -> dict[str, list[KeptCitation]]:
    """What terms hold that were kept before they held all that letters quote."""
    cited = {
        "fee.charged": "fee_citation",
        "fee.payment": "fee_payment_citation",
        "fee.period": "fee_period_citation",
    }
    return {key: [data[name]] for key, name in cited.items() if data.get(name)}


def grounds_from_json(data: Iterable[Mapping[str, Any]]) -> tuple[Ground, ...]:
    """Grounds of refusal."""
    return tuple(Ground(**item) for item in data)


def choices_from_json(data: list[dict[str, str]]) -> tuple[Choice, ...]:
    """Choices of a message."""
    return tuple(Choice(label=item["label"], value=item["value"]) for item in data)


def content_to_json(content: Content) -> dict[str, Any]:
    """What a customer sent."""
    return {
        "text": content.text,
        "choice": content.choice,
        "label": content.choice_label,
        "sealed": {name: value for name, value in _apart_to_json(content.apart) if value},
    }


def content_from_json(data: Mapping[str, Any]) -> Content:
    """Back from `content_to_json`."""
    text = data["text"]
    return Content(
        text=None if text is None else kept_masked(text),
        choice=data["choice"],
        choice_label=data["label"],
        apart=_apart_from_json(data["sealed"]),
    )


_KINDS = ("masked", "plain_masked")


def _apart_to_json(apart: SetApart) -> Iterator[tuple[str, str | None]]:
    for one in fields(apart):
        value = getattr(apart, one.name)
        yield one.name, ",".join(sorted(value)) if one.name in _KINDS else value


def _apart_from_json(data: Mapping[str, Any]) -> SetApart:
    kinds = {name: frozenset(filter(None, data.get(name, "").split(","))) for name in _KINDS}
    plain = data.get("plain")
    return SetApart(
        receipt=data.get("receipt"),
        access_code=data.get("access_code"),
        maybe_receipt=data.get("maybe_receipt"),
        maybe_code=data.get("maybe_code"),
        plain=None if plain is None else kept_masked(plain),
        **kinds,
    )


def submitted_to_json(result: Submitted) -> dict[str, Any]:
    """The result of a form; it holds the access code, so it is stored sealed."""
    return asdict(result)


def submitted_from_json(data: Mapping[str, Any], repeated: bool) -> Submitted:
    """Back from `submitted_to_json`."""
    return Submitted(
        **{
            **data,
            "checklist": checklist_from_json(data["checklist"]),
            "documents": tuple(data["documents"]),
            "repeated": repeated,
        }
    )
