"""Converts files that are no text into Markdown notes, each with its origin named."""
