"""Describes one place where a title may name people: in its own line or directly below it."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from studyguide.model.note import Speaker
from studyguide.parse.outline.names import is_affiliation

BELOW = (
    "heading",
    "quote",
    "bold",
    "emphasis",
    "item",
    "lone",
    "row",
    "line",
    "contact",
    "field",
    "linked",
)


class TitleByline(NamedTuple):
    """Holds who is named with one title."""

    words: str | None = None
    """The title without the people, if they are named in it."""
    people: tuple[Speaker, ...] = ()
    date: str | None = None
    """ISO 8601, if a line below the title gives it."""
    own: int | None = None
    """The index of a heading or bold line that is nothing but this byline."""


class ShapedBlock(Struct, frozen=True):
    """Describes the first block below a title, which may be a byline."""

    form: str
    """What the block is, such as `quote`."""
    people: tuple[Speaker, ...] = ()
    """Empty if the block has not the form of people."""
    title: int | None = None
    """The index of the block, if it would be a title without being a byline."""
    is_honored: bool = False
    """Whether an honorific proves its name."""


class BylineSlot(Struct, frozen=True):
    """Describes one place of one form: a title that may name people in this form."""

    title: int
    """The index of the title's block."""
    form: tuple[str, ...]
    people: tuple[Speaker, ...] = ()
    words: str | None = None
    strength: int = -1
    certain: bool = False
    introduced: bool = False
    """Whether a word such as `keynote` or `by` precedes the names."""
    own: int | None = None
    """The index of the block below the title that is the byline, if it would be a title itself."""

    @property
    def below(self) -> bool:
        """Returns whether the names are below the title, not in it."""
        return self.form[0].partition(" ")[0] in BELOW

    @property
    def has_roles(self) -> bool:
        """Returns whether every person has a job or a company."""
        return bool(self.people) and all(is_affiliation(person.role) for person in self.people)

    @property
    def is_named(self) -> bool:
        """Returns whether the slot looks like people."""
        marked = self.form[0] in {"bold", "emphasis", "quote"} or self.form[0].startswith("heading")
        return (
            self.strength > 0
            or (self.strength == 0 and self.form[0] == "contact")
            or (self.strength == 0 and marked and self.has_roles)
        )

    @property
    def may_be_named(self) -> bool:
        """Returns whether the slot is read as people if others of its form are."""
        return self.is_named or (self.strength == 0 and self.below and self.has_roles)

    @property
    def is_strong(self) -> bool:
        """Returns whether the slot looks very much like people."""
        with_roles = self.below or self.form[0] in {"first", "brackets"}
        return self.strength == 2 or (with_roles and self.is_named and self.has_roles)
