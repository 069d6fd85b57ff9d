"""Remembers: everything SQL. Speaks only in news.models."""
