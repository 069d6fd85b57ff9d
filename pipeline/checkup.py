"""Whether the bot could start: its settings, its catalogue, its database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from news import addresses, catalogue, settings
from news.errors import CatalogueWrong, FetchFailed, SettingWrong, StartRefused
from news.models import Source
from news.settings import Settings
from news.words import say
from storage import migrations


@dataclass(frozen=True, slots=True)
class Examined:
    """`wrong` keeps the bot from starting, `doubts` do not; `state` is how the rest stands."""

    wrong: list[StartRefused]
    doubts: list[str]
    state: list[str]


def examined(env: Mapping[str, str]) -> Examined:
    """What the operator should know before the bot starts."""
    found = settings.troubles(env)
    if not env.get("DISCORD_TOKEN", "").strip():
        found.append(SettingWrong("token.missing"))
    wrong = {name for name in env if settings.is_wrong(env, name)}
    chosen = settings.load({name: value for name, value in env.items() if name not in wrong})
    doubts, state = _doubts(env, chosen), []
    if "CATALOGUE" not in wrong:
        try:
            sources = sources_of(chosen)
            state.append(say("check.catalogue", count=len(sources)))
            doubts += _unread(sources, chosen)
        except StartRefused as refused:
            found.append(refused)
    if "DATABASE_URL" not in wrong:
        try:
            state.append(_database(chosen))
        except StartRefused as refused:
            found.append(refused)
    return Examined(found, doubts, state)


def sources_of(chosen: Settings) -> tuple[Source, ...]:
    """The catalogue's sources. Raises CatalogueWrong."""
    path = chosen.catalogue or catalogue.SHIPPED
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueWrong("catalogue.not_read", file=path, cause=str(error)) from error
    return catalogue.parse(text, str(path))


def _doubts(env: Mapping[str, str], chosen: Settings) -> list[str]:
    found = [
        say("check.unknown_setting_near", name=name, guess=guess)
        if guess
        else say("check.unknown_setting", name=name)
        for name, guess in settings.unknown(env).items()
    ]
    found += [
        say("check.overruled", name=name, stronger=stronger)
        for name, stronger in settings.overruled(chosen)
    ]
    return found if env.get("FETCH_CONTACT", "").strip() else [*found, say("check.contact")]


def _unread(sources: Iterable[Source], chosen: Settings) -> list[str]:
    """Of sources whose address alone says that they will not be read."""
    found = []
    for source in sources:
        if not source.enabled:
            continue
        try:
            addresses.checked(source.url, private_networks=chosen.private_networks)
        except FetchFailed as refused:
            found.append(say("check.unread_source", source=source.id, reason=refused))
    return found


def _database(chosen: Settings) -> str:
    return say(f"check.database_{migrations.examine(chosen.database)}", path=chosen.database)
