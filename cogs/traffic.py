"""Every request of the bot to Discord, watched: how often it is refused, and what is repeated.

discord.py itself repeats a request up to five times after 500, 502, 504, 524, some connection
errors and 429. It knows no way to ask it not to, but what is raised here goes through it.
"""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from types import SimpleNamespace

from aiohttp import (
    ClientResponse,
    ClientSession,
    TraceConfig,
    TraceRequestEndParams,
    TraceRequestStartParams,
)

from pipeline.pacing import Window
from pipeline.refusals import Refusals

REPEATS_WITHIN = 60.0
"""Seconds after the first try in which one more does no harm: well inside the nonce window."""


class RepeatRefused(Exception):
    """The last try may have done its work, and one more might do it twice."""


class Limited(Exception):
    """It came too soon, in a way that discord.py does not understand. The act knows how much."""


class Act:
    """One thing done to Discord, in as many requests as discord.py makes of it.

    repeats_within: seconds after a try of which nobody knows what became that there may be one
    more. edits: whether it is an edit, which meets limits that only the body of an answer tells.
    retry_after: the longest that an answer asked for.
    """

    def __init__(self, *, repeats_within: float = REPEATS_WITHIN, edits: bool = False) -> None:
        self.retry_after: timedelta | None = None
        self.edits = edits
        self._within = repeats_within
        self._tried_at = 0.0
        self._unsure_since: float | None = None

    def begin(self, now: float) -> None:
        """A request goes out. Raises RepeatRefused."""
        if self._unsure_since is not None and now - self._unsure_since >= self._within:
            raise RepeatRefused("a repeat might do it twice")
        self._tried_at = now
        if self._unsure_since is None:
            self._unsure_since = now

    def end(self, status: int) -> None:
        """Any answer but a server's error is sure; that of a limit, about this try alone."""
        if status == 429 and self._unsure_since != self._tried_at:
            return
        if status < 500:
            self._unsure_since = None

    def wait(self, asked: timedelta | None) -> None:
        self.retry_after = max(filter(None, [self.retry_after, asked]), default=None)


_act: ContextVar[Act | None] = ContextVar("act", default=None)


@contextmanager
def acting(act: Act) -> Iterator[None]:
    """What this task asks of Discord in the meantime is this act."""
    token = _act.set(act)
    try:
        yield
    finally:
        _act.reset(token)


class Traffic:
    """The trace for discord.py. `token_refused` is called where Discord does not know the token.

    What an act asks of Discord waits for the window; answers to people do not.
    """

    def __init__(
        self, refusals: Refusals, window: Window, token_refused: Callable[[], None]
    ) -> None:
        self._refusals = refusals
        self._window = window
        self._token_refused = token_refused
        self.trace = TraceConfig()
        self.trace.on_request_start.append(self._started)
        self.trace.on_request_end.append(self._ended)
        self.trace.on_request_exception.append(self._failed)

    async def _started(
        self, _session: ClientSession, context: SimpleNamespace, _params: TraceRequestStartParams
    ) -> None:
        if act := _act.get():
            context.passage = await self._window.turn()
            act.begin(asyncio.get_running_loop().time())

    async def _ended(
        self, _session: ClientSession, context: SimpleNamespace, params: TraceRequestEndParams
    ) -> None:
        answer = params.response
        if passage := getattr(context, "passage", None):
            passage.answered()
        if _is_invalid(answer):
            self._refusals.count()
        # An interaction has a token of its own, which ends.
        if answer.status == 401 and not {"webhooks", "interactions"} & set(params.url.parts):
            self._token_refused()
        if act := _act.get():
            act.end(answer.status)
            await _listen(act, answer)

    async def _failed(
        self, _session: ClientSession, context: SimpleNamespace, _params: object
    ) -> None:
        if passage := getattr(context, "passage", None):
            passage.answered()


def _is_invalid(answer: ClientResponse) -> bool:
    """Whether Discord counts it against us."""
    shared = answer.headers.get("X-RateLimit-Scope") == "shared"
    return answer.status in (401, 403) or (answer.status == 429 and not shared)


async def _listen(act: Act, answer: ClientResponse) -> None:
    """How long to wait, from a 429. Raises Limited.

    An edit's limits are told by the body alone, and it may lack what discord.py looks for there.
    """
    if answer.status != 429:
        return
    act.wait(_seconds(answer.headers.get("Retry-After")))
    body = _object(await answer.text())
    act.wait(_seconds(body.get("retry_after")))
    # Without a Via, discord.py knows that it is not Discord that answers.
    local = body and "Via" in answer.headers and not body.get("global")
    if local and (act.edits or "retry_after" not in body):
        raise Limited(f"429 (error code: {body.get('code')}): {body.get('message')}")


def _object(text: str) -> dict[str, object]:
    """Empty for what is none: Cloudflare answers with a page."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _seconds(said: object) -> timedelta | None:
    try:
        return timedelta(seconds=float(str(said)))
    except (ValueError, OverflowError):
        return None
