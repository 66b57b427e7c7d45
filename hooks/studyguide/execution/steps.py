"""Defines what a computation of several steps is given: what calls a function for many items, and what reports it."""

from __future__ import annotations

from msgspec import Struct

from studyguide.execution.parallel import Mapper
from studyguide.execution.progress import CountReport, StepReport, no_count, no_step


class StepCalls(Struct, frozen=True):
    """Holds how the steps of a computation are called and reported."""

    map_: Mapper
    """Calls a function for many items and reports how many are done."""
    begin: StepReport
    count: CountReport
    """Reports how many items are done in a step that does not use `map_`."""


NO_STEPS = StepCalls(map, no_step, no_count)
"""Calls one by one and reports nothing."""
