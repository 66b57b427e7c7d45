"""Lists the commands: where each is defined, and what the help of all commands says about it.

The help of all commands is made from this list, without importing any of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class ListedCommand(Struct, frozen=True):
    """One command of the command line."""

    module: str
    """The module of this package that defines it as `<name>_command`."""
    about: str
    """What it does, in one line."""


COMMANDS: Mapping[str, ListedCommand] = {
    "build": ListedCommand("host", "Build the finished site into `site`."),
    "cards": ListedCommand("cards", "List every question with its answer and its source."),
    "check": ListedCommand("check", "Check a built site for broken links, other hosts and leaked text."),
    "counts": ListedCommand("counts", "Count lessons, decisions, figures, and questions by exam."),
    "exams": ListedCommand("exams", "Count what exam guides name: terms, covered, waived, unaccounted."),
    "explain": ListedCommand("notes", "Say why each part of a line was or was not linked."),
    "export": ListedCommand("project", "Write every page as plain Markdown, for any other generator."),
    "facts": ListedCommand("facts", "List what was looked up, or what product changes make due."),
    "ledger": ListedCommand("project", "Add every page's address and every card's id to docs/ledger."),
    "link": ListedCommand("edits", "Make a word of a note a spelling of a term."),
    "mentions": ListedCommand("notes", "List every mention of a term, and every rejection with its reason."),
    "new": ListedCommand("new", "Make a project from a folder of notes on any field."),
    "outline": ListedCommand("notes", "Show the entries, dates, speakers and watch-list items of notes."),
    "progress": ListedCommand(
        "progress_from_notes", "Write a backup of progress from scheduling comments in the notes."
    ),
    "rename": ListedCommand("edits", "Rename a term in every curated file that refers to it."),
    "schema": ListedCommand("project", "Write the JSON Schemas of the curated files to docs/schema."),
    "serve": ListedCommand("host", "Show the guide in a browser and follow every change that you save."),
    "suggest": ListedCommand("suggest", "Propose terms with their defining lines, and other spellings."),
    "upgrade": ListedCommand("upgrade", "Move the project to the version of studyguide that runs now."),
    "watched": ListedCommand("edits", "Mark an item of a note's watch list as watched."),
}
