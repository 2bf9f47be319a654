"""Writes down what each turn was about, in the transaction that commits it (desk.reports.insights reads it)."""

from typing import Any

from sqlalchemy import Row, insert

from desk.model import Handoff, TurnOutcome
from desk.storage import board_tables as bt
from desk.storage.database import Tx


def note_turn(tx: Tx, conversation: Row[Any], inbound: Row[Any], outcome: TurnOutcome) -> None:
    """One row a turn of the bot's. A turn in which nothing was asked counts as `other` (a form filled in, thanks)."""
    asked = outcome.asked
    handoff = next((effect.reason for effect in outcome.effects if isinstance(effect, Handoff)), None)
    tx.conn.execute(
        insert(bt.turn_facts).values(
            inbound_id=inbound.id,
            conversation_id=conversation.id,
            company=conversation.company,
            region=outcome.region or conversation.region,
            locale=outcome.locale or conversation.locale,
            kind=asked.kind if asked is not None else "other",
            topic=asked.topic if asked is not None else None,
            confidence=asked.confidence if asked is not None else None,
            handoff=handoff[:64] if handoff is not None else None,
            failed=outcome.failed,
            received_at=inbound.created_at,
            answered_at=tx.now,
        )
    )
