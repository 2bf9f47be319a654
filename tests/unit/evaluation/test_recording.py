"""What is kept of the bodies that went to the small LINE."""

from pathlib import Path
from typing import Any

from evaluation.recording import one_of_each, read, write


def reply(*texts: str, **more: Any) -> tuple[str, dict[str, Any]]:
    messages = [{"type": "text", "text": one, **more} for one in texts]
    return "message/reply", {"replyToken": "a secret token", "messages": messages}


def test_one_recorded_message_of_each_shape_is_kept() -> None:
    sender = reply("三", sender={"name": "担当"})
    push = ("message/push", {"to": "U123", "messages": [{"type": "text", "text": "四"}]})
    kept = one_of_each([reply("一"), reply("二"), reply("一", "二"), sender, push])
    assert [(name, [one["text"] for one in body["messages"]]) for name, body in kept] == [
        ("message/push", ["四"]),
        ("message/reply", ["一"]),
        ("message/reply", ["三"]),
    ]


def test_nothing_of_the_run_is_kept(tmp_path: Path) -> None:
    link = {"type": "uri", "uri": "http://127.0.0.1:4321/forms/AbC-1_x"}
    bodies = [
        reply("受付番号は MDG-1A2B-3C4D です", action=link),
        ("message/push", {"to": "U0123", "messages": []}),
        ("group/C0123/leave", {}),
        ("chat/loading/start", {"chatId": "U0123", "loadingSeconds": 20}),
    ]
    assert write(tmp_path / "bodies.jsonl", bodies) == 4
    kept = read(tmp_path / "bodies.jsonl")
    assert kept == one_of_each(kept)
    for own in ("127.0.0.1", "AbC-1_x", "1A2B", "U0123", "C0123", "a secret token"):
        assert own not in str(kept)
    assert f"https://desk.example/forms/{'t' * 43}" in str(kept)
