"""What one build hands to the next in a preview: results of pure steps, each beside the inputs it was made from.

Every value of the engine is frozen, and a step gives the same result for the same inputs. So a result may be used again
whenever its inputs are the same, and only then: nothing is ever marked as changed, forgotten or timed out by hand.
A build that keeps nothing calls `afresh` in the same places, and makes the same pages.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

T = TypeVar("T")
Inputs = tuple[object, ...]


class Memo(Protocol):
    """How a step is called whose result a preview may already have."""

    def __call__(self, key: Hashable, inputs: Inputs, make: Callable[[], T]) -> T:
        """Return what `make` gives for these inputs. `slot` names the result, such as `("note", "class.md")`; `inputs`
        is everything that `make` looks at."""


class ByIdentity:
    """A large value as an input: the same only if it is the same object. Of an equal one nobody asks, which is safe."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ByIdentity) and self.value is other.value

    __hash__ = None  # type: ignore[assignment]


@dataclass(slots=True)
class MemoStore:
    """The results of the last build and of the one that is under way, by slot."""

    last: dict[Hashable, tuple[Inputs, object]] = field(default_factory=dict)
    now: dict[Hashable, tuple[Inputs, object]] = field(default_factory=dict)


def no_memo(key: Hashable, inputs: Inputs, make: Callable[[], T]) -> T:  # noqa: ARG001
    """Make it anew, and keep nothing."""
    return make()


def memoizing(memory: MemoStore) -> Memo:
    """Begin a build that may use what the last one left. What it does not ask for is gone after it."""
    memory.last, memory.now = memory.now, {}

    def memo(key: Hashable, inputs: Inputs, make: Callable[[], T]) -> T:
        known = memory.last.get(key)
        if known is not None and known[0] == inputs:
            memory.now[key] = known
            return known[1]  # type: ignore[return-value]
        value = make()
        memory.now[key] = (inputs, value)
        return value

    return memo
