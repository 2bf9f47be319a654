"""How long things are kept."""

from datetime import datetime

from desk.model import PurgeReport


class Retention:
    """Chat text goes after `chat_retention_days`; records of requests, their vault and history stay."""

    def purge(self, now: datetime | None = None) -> PurgeReport:
        """Remove what is past its time. Safe to run at any time, in several processes."""
        raise NotImplementedError
