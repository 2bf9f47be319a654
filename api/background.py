"""What runs beside the answering of calls, and how it ends."""

import asyncio
import logging
from collections.abc import Sequence

log = logging.getLogger(__name__)


async def end(background: Sequence[asyncio.Task[None]]) -> None:
    """Cancel them. One that has failed does not keep the rest of the house from being closed."""
    for task in background:
        task.cancel()
    for ended in await asyncio.gather(*background, return_exceptions=True):
        if isinstance(ended, Exception):
            log.error("What happens in the background had ended (%s)", type(ended).__name__)
