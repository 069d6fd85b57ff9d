"""Whether the bot could start: its settings, its catalogue, its database."""

from collections.abc import Mapping

from news import catalogue, settings
from news.errors import CatalogueWrong, SettingWrong, StartRefused
from news.models import Source
from news.settings import Settings
from news.words import say
from storage import migrations


def examined(env: Mapping[str, str]) -> tuple[list[StartRefused], list[str]]:
    """What keeps the bot from starting, and what else its operator should know."""
    found = settings.troubles(env)
    if not env.get("DISCORD_TOKEN", "").strip():
        found.append(SettingWrong("token.missing"))
    wrong = {name for name in env if settings.is_wrong(env, name)}
    chosen = settings.load({name: value for name, value in env.items() if name not in wrong})
    advice = [] if env.get("FETCH_CONTACT", "").strip() else [say("check.contact")]
    for name, examine in (("CATALOGUE", _catalogue), ("DATABASE_URL", _database)):
        if name in wrong:
            continue
        try:
            advice.append(examine(chosen))
        except StartRefused as refused:
            found.append(refused)
    return found, advice


def sources_of(chosen: Settings) -> tuple[Source, ...]:
    """The catalogue's sources. Raises CatalogueWrong."""
    path = chosen.catalogue or catalogue.SHIPPED
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueWrong("catalogue.not_read", file=path, cause=str(error)) from error
    return catalogue.parse(text, str(path))


def _catalogue(chosen: Settings) -> str:
    return say("check.catalogue", count=len(sources_of(chosen)))


def _database(chosen: Settings) -> str:
    return say(f"check.database_{migrations.examine(chosen.database)}", path=chosen.database)
