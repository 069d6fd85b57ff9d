"""A pretend Discord on loopback, for the demo and the tests; imports nothing of the bot."""
