"""Parses bytes and YAML into records: notes, glossary and curated files."""
