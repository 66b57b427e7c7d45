"""Renders the files that programs read: search index, JSON, feed, redirects."""
