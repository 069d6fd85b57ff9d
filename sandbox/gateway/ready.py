"""What a bot is told first: who it is, and the whole server."""

from __future__ import annotations

from sandbox.models import Json
from sandbox.rules.threads import active
from sandbox.world import World


def ready(world: World, url: str, session_id: str, shard: list[int] | None) -> Json:
    guilds = [{"id": str(world.guild.id), "unavailable": True}] if world.has_bot else []
    return {
        "v": 10,
        "user": world.bot.json() | {"mfa_enabled": True, "verified": True, "email": None},
        "guilds": guilds,
        "session_id": session_id,
        "session_type": "normal",
        "resume_gateway_url": url,
        "application": {"id": str(world.application_id), "flags": 0},
        "private_channels": [],
        "relationships": [],
        "presences": [],
        "user_settings": {},
        **({"shard": shard} if shard else {}),
    }


def whole_guild(world: World) -> Json:
    """Of the members only the bot itself: the others need a privileged intent."""
    guild, bot = world.guild, world.bot
    return {
        **guild.json(),
        "joined_at": bot.joined_at.isoformat(),
        "large": False,
        "unavailable": False,
        "member_count": len(guild.members),
        "members": [bot.member_json()],
        "channels": [channel.json(guild.id) for channel in guild.channels.values()],
        "threads": [world.threads.told(one) for one in active(world, bot)],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }
