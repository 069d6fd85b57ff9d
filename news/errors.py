"""What can go wrong, by remedy.

DownlinkError
├── StartRefused        the operator mends it before the bot runs; exit code 2
│   ├── SettingWrong    a setting is missing or holds something else than it should
│   ├── CatalogueWrong  the file of sources has a mistake
│   ├── DatabaseRefused newer than this program, in use by another, or not to be opened
│   └── TokenRefused    Discord does not know the token
├── Mistake             the person who asked mends it; the sentence says how
├── SourceTrouble       counted against one source, which is read again later
│   ├── FetchFailed     no document came
│   │   ├── Unreachable   nothing answered at all: it may be our own network
│   │   ├── Busy          the host wants to be left alone (429), whichever source is asked for
│   │   └── Gone          the document is gone for good (410): not read again
│   └── NotAFeed        a document came that holds no feed
└── SendFailed          the post is not told; it stays owed and is tried again
    ├── PostRefused     Discord will not have it in this form (400)
    ├── EditLater       this message takes no edit for a while; the channel goes on
    ├── Blocked         Discord wants nothing of us for a while, from any channel
    ├── ChannelForbidden  the bot may not write there (403)
    ├── ChannelGone     there is no such channel (10003)
    └── MessageDeleted  it was told, and somebody has deleted it since: done
"""

from datetime import timedelta

from news.words import DEFAULT, say


class DownlinkError(Exception):
    """Carries the key of its sentence and the values in it; str() gives it in English, for logs."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def say(self, locale: str = DEFAULT) -> str:
        return say(self.key, locale, **self.values)

    def __str__(self) -> str:
        return self.say()

    def __reduce__(self) -> tuple[object, ...]:
        # The parse worker hands its errors over to our process.
        return _again, (type(self), self.key, self.values), vars(self)


def _again(kind: type[DownlinkError], key: str, values: dict[str, object]) -> DownlinkError:
    return kind(key, **values)


class StartRefused(DownlinkError): ...


class SettingWrong(StartRefused): ...


class CatalogueWrong(StartRefused): ...


class DatabaseRefused(StartRefused): ...


class TokenRefused(StartRefused): ...


class Mistake(DownlinkError): ...


class SourceTrouble(DownlinkError): ...


class FetchFailed(SourceTrouble):
    """`retry_after` is what the site asked for, if it did."""

    def __init__(
        self, key: str, /, *, retry_after: timedelta | None = None, **values: object
    ) -> None:
        super().__init__(key, **values)
        self.retry_after = retry_after


class Unreachable(FetchFailed): ...


_FOR_MEMBERS = {
    "source.timeout": "source.no_connection",
    "source.no_such_host": "source.no_connection",
    "source.tls": "source.no_connection",
    "source.inside": "source.no_connection",
    # What the operator could allow is no business of theirs.
    "source.forbidden_address": "source.other_address",
    "source.forbidden_port": "source.other_port",
}


def for_members(key: str) -> str:
    """The key of the sentence that members are told: they must not learn what a network holds.

    A host that is not there, keeps silent, refuses or may not be asked: all the same to them. The
    log gets the cause.
    """
    return _FOR_MEMBERS.get(key, key)


class Busy(FetchFailed): ...


class Gone(FetchFailed): ...


class NotAFeed(SourceTrouble): ...


class SendFailed(DownlinkError):
    """`retry_after` is what Discord asked for, if it did."""

    def __init__(
        self, key: str, /, *, retry_after: timedelta | None = None, **values: object
    ) -> None:
        super().__init__(key, **values)
        self.retry_after = retry_after


class PostRefused(SendFailed): ...


class EditLater(SendFailed): ...


class Blocked(SendFailed): ...


class ChannelForbidden(SendFailed): ...


class ChannelGone(SendFailed): ...


class MessageDeleted(SendFailed): ...
