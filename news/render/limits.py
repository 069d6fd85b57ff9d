"""How much fits: Discord's limits, and ours within them. In characters, but where lines are said.

https://discord.com/developers/docs/resources/message#embed-object-embed-limits
"""

TITLE_LIMIT = 256  # Discord: embed title
AUTHOR_LIMIT = 256  # Discord: embed author
FOOTER_LIMIT = 256  # ours; Discord: 2048
DESCRIPTION_LIMIT = 4096  # Discord: embed description
MESSAGE_LIMIT = 6000  # Discord: all embeds of a message together
CONTENT_LIMIT = 2000  # Discord: message content
SUBJECT_LIMIT = 100  # Discord: name of a thread
SUMMARY_LIMIT = 300  # ours: a card is not the article
LINE_LIMIT = 90
BRIEF_LIMIT = 60
OUTLET_LIMIT = 30
URL_LIMIT = 250
ADDRESS_LIMIT = 300
QUERY_LIMIT = 200
ROOM = MESSAGE_LIMIT - 300
"""For the lines of a list, beside its title, its footer and a closing line."""

OUTLETS = 4
"""Further outlets that a card names; the others it counts."""

COMPACT_LINES = 12
"""Stories in one compact message: as many as never have to be shortened."""

DIGEST_LINES = 25
"""Stories in one message of a digest: mostly with their links."""
