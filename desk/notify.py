"""Who wants to know that something changed, within this process.

Another process's changes are not heard here: whoever follows a topic also looks at the database now and then.
"""

from collections.abc import AsyncIterator, Iterable

STAFF = "staff"
"""Topic of the staff queue."""


def conversation_topic(conversation_id: str) -> str:
    """Topic of one conversation."""
    return f"conversation:{conversation_id}"


class Notifier:
    """Thread-safe: services publish from any thread, after commit; subscribers wait on their event loop."""

    def publish(self, topics: Iterable[str]) -> None:
        """Wake the subscribers of these topics. Never blocks, never raises."""
        raise NotImplementedError

    def changes(self, topics: Iterable[str], poll_seconds: float = 2.0) -> AsyncIterator[bool]:
        """Yields at once (subscribed: read the database now), then True at each change, and False after
        `poll_seconds` without one (look at the database all the same). Ends with its consumer."""
        raise NotImplementedError
