"""Compiles a pattern when it is first used, for modules most of whose patterns find nothing in most notes."""

from __future__ import annotations

import re
from functools import cached_property
from operator import attrgetter
from typing import Any, cast


def lazy_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Returns what `re.compile` does, but compiles when a method is first called.

    The text of the pattern can be a part of others before. What every build uses is better compiled at once: worker
    processes have it then, too.
    """
    return cast("re.Pattern[str]", LazyPattern(pattern, flags))


def _of_compiled(name: str) -> Any:
    """Returns a property that is an attribute from its first use on, so that later calls take no longer."""
    return cached_property(attrgetter(f"compiled.{name}"))


class LazyPattern:
    """Has the methods of its compiled pattern."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)

    search = _of_compiled("search")
    match = _of_compiled("match")
    fullmatch = _of_compiled("fullmatch")
    split = _of_compiled("split")
    findall = _of_compiled("findall")
    finditer = _of_compiled("finditer")
    sub = _of_compiled("sub")
    subn = _of_compiled("subn")
    flags = _of_compiled("flags")
    groups = _of_compiled("groups")
    groupindex = _of_compiled("groupindex")
