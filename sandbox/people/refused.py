"""What a person is told where Discord does not let them."""


class Refused(Exception):
    """Discord does not let this person do this; the bot hears nothing of it."""
