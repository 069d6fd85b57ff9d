"""Talks: everything Discord, a file per kind of user. A cog translates, it does not decide."""
