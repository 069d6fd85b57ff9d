"""Discord's errors -> ours. Their codes:
https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import discord
from aiohttp import ClientError

from cogs.traffic import Act, Limited, RepeatRefused, acting
from news.errors import (
    Blocked,
    ChannelForbidden,
    ChannelGone,
    EditLater,
    MessageDeleted,
    PostRefused,
    SendFailed,
)

UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008
UNKNOWN_TAG = 10087
ALREADY_CROSSPOSTED = 40033
TAG_REQUIRED = 40067

_OF_EDITS = {
    20022,  # of a published message
    30046,  # of one older than an hour
}
_OF_PLACES = {
    10004: "delivery.forbidden",  # the server is unknown: to us, as the bot was removed
    40066: "delivery.tag_required",  # no tag that may be given by who is no moderator
    40067: "delivery.tag_required",
    50083: "delivery.locked",  # archived, and not to be opened by us
    160005: "delivery.locked",
    160006: "delivery.full",
    160007: "delivery.full",
}
"""What is about the whole place, and keeps until somebody there has mended it."""
_OF_MESSAGES = {
    20009,  # explicit
    50005,  # another's
    50021,  # a system message
    200000,  # AutoMod will not have it
    200001,  # nor its title
    240000,  # a harmful link
}
"""What is about this message alone, whatever the status."""
_OF_DISCORD = {
    20016,  # slow mode
    20028,  # the channel is written to too often
    20029,  # and so is the server
    40004,  # sending is out of order
    40006,  # as is something else
    40062,  # a limit that all bots share
    40333,  # Cloudflare stands between
}
"""What passes by itself."""


@contextmanager
def translated(act: Act) -> Iterator[None]:
    """For one act. Raises the SendFailed family for what discord.py and the trace raise."""
    try:
        with acting(act):
            yield
    except Limited as error:
        raise _too_soon(act) from error
    except discord.RateLimited as error:
        # Raised before a request, too, by what an answer to another act said.
        act.wait(timedelta(seconds=error.retry_after))
        raise _too_soon(act) from error
    except discord.HTTPException as error:
        raise failure(error, act) from error
    except (RepeatRefused, ClientError, OSError, TimeoutError) as error:
        raise SendFailed("delivery.no_connection") from error


def failure(error: discord.HTTPException, act: Act) -> SendFailed:
    """The code decides before the status does: one status tells of very different things."""
    if error.code == UNKNOWN_CHANNEL:
        return ChannelGone("delivery.gone")
    # A 404 is not enough: Cloudflare has its own.
    if error.code == UNKNOWN_MESSAGE:
        return MessageDeleted("delivery.deleted")
    if error.code in _OF_EDITS:
        return EditLater("delivery.edit_later", retry_after=act.retry_after)
    if error.code in _OF_PLACES:
        return ChannelForbidden(_OF_PLACES[error.code])
    if error.code in _OF_DISCORD:
        return SendFailed("delivery.discord_fails", retry_after=act.retry_after)
    if error.status in (400, 413) or error.code in _OF_MESSAGES:
        return PostRefused("delivery.refused")
    return _by_status(error, act)


def _by_status(error: discord.HTTPException, act: Act) -> SendFailed:
    # Without a code a 403 comes from Cloudflare.
    if error.status == 403 and error.code:
        return ChannelForbidden("delivery.forbidden")
    if error.status != 429:
        return SendFailed("delivery.discord_fails")
    # discord.py has waited for Discord's own limits; what is no JSON is Cloudflare's, on all we do.
    if error.response.headers.get("Via"):
        return _too_soon(act)
    return Blocked("delivery.rate_limited", retry_after=act.retry_after)


def _too_soon(act: Act) -> SendFailed:
    if act.edits:
        return EditLater("delivery.edit_later", retry_after=act.retry_after)
    return SendFailed("delivery.rate_limited", retry_after=act.retry_after)
