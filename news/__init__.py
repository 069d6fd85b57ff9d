"""Thinks: pure functions and data. No async, no clock, no logging, no Discord, no SQL."""
