"""Moves: the steps that wait. No Discord, no SQL text."""
