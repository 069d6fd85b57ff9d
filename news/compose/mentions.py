"""Which messages ping a role."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from news.models import Post, PostKind


def mentioning(
    posts: Sequence[Post], roles: Mapping[str, int | None], lately: Collection[int]
) -> list[Post]:
    """Cards and compact lines mention their subscription's role, each role once an hour.

    roles: of what is fresh, by story: neither a night nor an outage pings when it is over. lately:
    those that were mentioned within the last hour.
    """
    pinged = set(lately)
    made = []
    for each in posts:
        role = roles.get(each.story_keys[0])
        if role is None or role in pinged or each.kind not in (PostKind.CARD, PostKind.COMPACT):
            made.append(each)
        else:
            pinged.add(role)
            made.append(replace(each, mention=role))
    return made
