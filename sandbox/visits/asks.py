"""What a tab of the page may ask for, each done as the person who sits there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.desk import Desk
from sandbox.limits.form import LONGEST_SNOWFLAKE
from sandbox.limits.localizations import LOCALES
from sandbox.models import Channel, Json, User
from sandbox.people import accounts, admins, members
from sandbox.people.person import Answer, Person
from sandbox.people.refused import Refused
from sandbox.people.sight import Sight
from sandbox.visits.uploads import Uploads

Ask = Callable[[Json], Awaitable[Json]]


class Asks:
    """Does what frames ask for, as this person."""

    def __init__(self, desk: Desk, user: User, uploads: Uploads) -> None:
        self._desk = desk
        self._uploads = uploads
        self._world = desk.world
        self._user = user
        self._sight = Sight(desk, user)
        self._known: dict[str, Ask] = {
            "say": self._say,
            "command": self._command,
            "autocomplete": self._autocomplete,
            "menu": self._menu,
            "press": self._press,
            "choose": self._choose,
            "submit": self._submit,
            "history": self._history,
            "pins": self._pins,
            "pin": self._pin,
            "unpin": self._unpin,
            "delete": self._delete,
            "thread": self._thread,
            "post": self._post,
            "let_bot_write": self._let_bot_write,
            "delete_channel": self._delete_channel,
            "remove_bot": self._remove_bot,
            "invite_bot": self._invite_bot,
            "add_app": self._add_app,
            "remove_app": self._remove_app,
        }

    async def do(self, ask: Json) -> Json:
        """What came of it. Raises Refused, or NoAnswer where the bot is silent."""
        known = self._known.get(str(ask.get("do")))
        if known is None:
            raise Refused(f"The sandbox knows no {ask.get('do')!r}.")
        return await known(ask)

    async def _command(self, ask: Json) -> Json:
        given = _object(ask, "options")
        options = {name: self._uploads.taken(name, value) for name, value in given.items()}
        return _answered(await self._person(ask).command(_text(ask, "name"), **options))

    async def _autocomplete(self, ask: Json) -> Json:
        name, option, typed = (_text(ask, key) for key in ("name", "option", "typed"))
        others = _object(ask, "options")
        choices = await self._person(ask).autocomplete(name, option, typed, **others)
        return {"choices": [{"name": name, "value": value} for name, value in choices]}

    async def _menu(self, ask: Json) -> Json:
        target: Json | User
        target = self._member(_text(ask, "user")) if "user" in ask else self._message(ask)
        return _answered(await self._person(ask).menu(_text(ask, "name"), target))

    async def _press(self, ask: Json) -> Json:
        custom_id = _text(ask, "custom_id")
        return _answered(await self._person(ask).press(self._message(ask), custom_id))

    async def _choose(self, ask: Json) -> Json:
        values = _list(ask, "values")
        person, custom_id = self._person(ask), _text(ask, "custom_id")
        return _answered(await person.choose(self._message(ask), custom_id, *values))

    async def _submit(self, ask: Json) -> Json:
        person = self._acting(ask, None)
        opened = {"id": _text(ask, "modal")}
        return _answered(await person.submit(opened, _object(ask, "values")))

    async def _say(self, ask: Json) -> Json:
        members.say(self._world, self._user, self._channel(ask), _text(ask, "content"))
        return {}

    async def _history(self, ask: Json) -> Json:
        before = _snowflake(ask, "before") if ask.get("before") else None
        messages, more = members.history(self._world, self._user, self._channel(ask), before)
        return {"messages": messages, "more": more}

    async def _pins(self, ask: Json) -> Json:
        return {"messages": members.pins(self._world, self._user, self._channel(ask))}

    async def _pin(self, ask: Json) -> Json:
        members.pin(self._world, self._user, self._channel(ask), _snowflake(ask, "message"))
        return {}

    async def _unpin(self, ask: Json) -> Json:
        members.unpin(self._world, self._user, self._channel(ask), _snowflake(ask, "message"))
        return {}

    async def _delete(self, ask: Json) -> Json:
        members.delete(self._world, self._user, self._channel(ask), _snowflake(ask, "message"))
        return {}

    async def _thread(self, ask: Json) -> Json:
        message_id, name = _snowflake(ask, "message"), _text(ask, "name")
        where = self._channel(ask)
        thread = members.open_thread(self._world, self._user, where, message_id, name)
        return {"thread": str(thread.id)}

    async def _post(self, ask: Json) -> Json:
        name, content = _text(ask, "name"), _text(ask, "content")
        tags = [str(tag) for tag in _list(ask, "tags")]
        where = self._channel(ask)
        thread = members.open_post(self._world, self._user, where, name, content, tags)
        return {"thread": str(thread.id)}

    async def _let_bot_write(self, ask: Json) -> Json:
        admins.let_bot_write(self._world, self._user, self._channel(ask), _flag(ask, "may"))
        return {}

    async def _delete_channel(self, ask: Json) -> Json:
        admins.delete_channel(self._world, self._user, self._channel(ask))
        return {}

    async def _remove_bot(self, _ask: Json) -> Json:
        admins.remove_bot(self._world, self._user)
        return {}

    async def _invite_bot(self, _ask: Json) -> Json:
        admins.invite_bot(self._world, self._user)
        return {}

    async def _add_app(self, _ask: Json) -> Json:
        accounts.add_app(self._world, self._user)
        return {}

    async def _remove_app(self, _ask: Json) -> Json:
        accounts.remove_app(self._world, self._user)
        return {}

    def _person(self, ask: Json) -> Person:
        return self._acting(ask, self._channel(ask))

    def _acting(self, ask: Json, channel: Channel | None) -> Person:
        person = Person(self._desk, self._user, channel, patient=False)
        if "locale" in ask:
            person.locale = _locale(ask)
        return person

    def _channel(self, ask: Json) -> Channel:
        """One that this person sees: of others they cannot even tell that they are there."""
        return self._sight.channel(_snowflake(ask, "channel"))

    def _message(self, ask: Json) -> Json:
        where = self._channel(ask)
        return {"id": str(_snowflake(ask, "message")), "channel_id": str(where.id)}

    def _member(self, user_id: str) -> User:
        for user in self._world.guild.members.values():
            if str(user.id) == user_id:
                return user
        raise Refused("They are not in this server any more.")


def _answered(answer: Answer) -> Json:
    """What there is to see arrives as messages; only a modal opens where one has asked."""
    if answer.modal is None:
        return {}
    return {"modal": {key: answer.modal[key] for key in ("id", "title", "components")}}


def _text(ask: Json, key: str) -> str:
    value = ask.get(key)
    if not isinstance(value, str):
        raise Refused(f"{key} must be a text.")
    return value


def _locale(ask: Json) -> str:
    value = _text(ask, "locale")
    if value not in LOCALES:
        raise Refused(f"Discord has no language {value!r}.")
    return value


def _snowflake(ask: Json, key: str) -> int:
    value = _text(ask, key)
    if not value.isdecimal() or len(value) > LONGEST_SNOWFLAKE:
        raise Refused(f"{key} must be the id of something.")
    return int(value)


def _flag(ask: Json, key: str) -> bool:
    value = ask.get(key)
    if not isinstance(value, bool):
        raise Refused(f"{key} must be true or false.")
    return value


def _list(ask: Json, key: str) -> list[Any]:
    value = ask.get(key)
    if not isinstance(value, list):
        raise Refused(f"{key} must be a list.")
    return value


def _object(ask: Json, key: str) -> dict[str, Any]:
    value = ask.get(key, {})
    if not isinstance(value, dict):
        raise Refused(f"{key} must be an object.")
    return value
