"""Records what a step reads from mappings, so that a preview reuses its result as long as these values are the same.

Steps that refer to a few of many things, as the page of a term does to other terms, need not say beforehand to which.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from enum import Enum
from typing import Any, TypeVar

from studyguide.execution.memo import Inputs, Memo, T, no_memo

K = TypeVar("K", bound=Hashable)
Held = TypeVar("Held")
Tables = Mapping[str, Mapping[Any, Any]]
"""The mappings that a step may read, by a name for each."""
ReadKeys = Mapping[str, tuple[Any, ...]]
"""The keys that a step has read, by the name of the mapping."""


class Missing(Enum):
    """Says that a mapping does not have a key; the same object after it was written to a file and read again."""

    KEY = "missing"


MISSING: Any = Missing.KEY


def memo_reads(memo: Memo, key: Hashable, inputs: Inputs, tables: Tables, make: Callable[[Tables], T]) -> T:
    """Returns what `make` gives for mappings of which it reads single values; in a preview these are further inputs."""
    if memo is no_memo:
        return make(tables)
    reads = RecordedReads(tables)
    value, keys = memo(key, (reads, *inputs), lambda: reads.made(make))
    reads.record(keys)
    return value


class RecordedReads:
    """Compares, as an input of a step, the values that the step has read from mappings.

    The input of the next build has read nothing yet: it only says what the same keys give now.
    """

    __slots__ = ("read", "tables")

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.read: dict[str, dict[Hashable, object]] = {name: {} for name in tables}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RecordedReads) and all(
            (now := other.tables[name].get(key, MISSING)) is value or now == value
            for name, values in self.read.items()
            for key, value in values.items()
        )

    __hash__ = None  # type: ignore[assignment]

    def made(self, make: Callable[[Tables], T]) -> tuple[T, ReadKeys]:
        """Returns what a step gives, and the keys that it has read."""
        value = make({name: RecordedMapping(table, self.read[name]) for name, table in self.tables.items()})
        return value, {name: tuple(values) for name, values in self.read.items() if values}

    def record(self, keys: ReadKeys) -> None:
        """Records what a step has read, also if another process has computed it. The mappings are let go of: the values
        that were read are all that the next build compares."""
        self.read = {name: {} for name in self.read} | {
            name: {key: self.tables[name].get(key, MISSING) for key in of_table} for name, of_table in keys.items()
        }
        self.tables = {}


class RecordedMapping(Mapping[K, Held]):
    """Is a mapping that writes down which keys are read, and what they gave."""

    def __init__(self, table: Mapping[K, Held], read: dict[K, object]) -> None:
        self._table, self._read = table, read

    def __getitem__(self, key: K) -> Held:
        value = self._table.get(key, MISSING)
        self._read[key] = value
        if value is MISSING:
            raise KeyError(key)
        return value  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[K]:
        raise TypeError("a step whose reads are recorded reads single keys")

    def __len__(self) -> int:
        raise TypeError("a step whose reads are recorded reads single keys")
