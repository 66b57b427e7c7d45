"""Keeps the results of pure steps from one build to the next, each with the inputs it was computed from.

Every value of the engine is frozen, and a step gives the same result for the same inputs. So a result may be reused
whenever its inputs are the same, and only then: nothing is marked as changed, forgotten or timed out by hand. A preview
holds the results in memory, a build with a cache folder in a file. Every other build calls `no_memo` in the same
places, and makes the same pages.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Protocol, TypeVar, cast

from msgspec import Struct, field

T = TypeVar("T")
Inputs = tuple[object, ...]


class Memo(Protocol):
    """Defines how to call a step whose result may already be known from the previous build."""

    def __call__(self, key: Hashable, inputs: Inputs, make: Callable[[], T]) -> T:
        """Returns what `make` gives for these inputs. `key` names the result, such as `("note", "class.md")`; `inputs`
        is everything that `make` reads."""


class ByIdentity:
    """Compares a large input by identity. An equal copy counts as changed: that costs a recomputation, never a wrong
    result."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ByIdentity) and self.value is other.value

    __hash__ = None  # type: ignore[assignment]


class MemoStore(Struct):
    """Holds the results of the last build and of the current one, by key."""

    last: dict[Hashable, tuple[Inputs, object]] = field(default_factory=dict)
    now: dict[Hashable, tuple[Inputs, object]] = field(default_factory=dict)
    by_workers: dict[Hashable, object] = field(default_factory=dict)
    """Results of this build that other processes have computed, and this one has not asked for yet."""


def no_memo(key: Hashable, inputs: Inputs, make: Callable[[], T]) -> T:  # noqa: ARG001
    """Computes the value again and stores nothing."""
    return make()


def memoizing(memory: MemoStore) -> Memo:
    """Starts a build that may reuse results of the last one. Results that this build does not ask for are dropped after
    it."""
    memory.last, memory.now = memory.now, {}

    def memo(key: Hashable, inputs: Inputs, make: Callable[[], T]) -> T:
        known = memory.last.get(key)
        if known is not None and known[0] == inputs:
            memory.now[key] = known
            return known[1]  # type: ignore[return-value]
        value = cast(T, memory.by_workers.pop(key)) if key in memory.by_workers else make()
        memory.now[key] = (inputs, value)
        return value

    return memo


def same_if_equal(memo: Memo, key: Hashable, value: T) -> T:
    """Returns the value of the last build if it is equal, so that later steps can compare it by identity."""
    return memo(key, (value,), lambda: value)


def memo_with(memo: Memo, *more: object) -> Memo:
    """Returns a memo whose every step has further inputs, such as what all steps look at."""
    if memo is no_memo:
        return memo

    def extended(key: Hashable, inputs: Inputs, make: Callable[[], T]) -> T:
        return memo(key, (*inputs, *more), make)

    return extended
