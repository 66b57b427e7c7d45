"""Makes a problem of a step that raises: it names the step. The traceback is logged at debug level."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from studyguide.execution.progress import StepReport
from studyguide.model.diagnostics import Diagnostic, Location, StepFailedError

log = logging.getLogger("studyguide")
FAULT_OF_ENGINE = "this is a fault of the engine: please report it, with the traceback that debug output shows"


@contextmanager
def named_step(name: str, diagnostics: Collection[Diagnostic], begin: StepReport) -> Iterator[None]:
    """Names the step that begins or fails, and keeps the problems known before."""
    begin(name)
    try:
        yield
    except Exception as error:
        log.debug("a step failed", exc_info=True)
        raise StepFailedError((*sorted(diagnostics), step_failure(name, error, Location("studyguide")))) from error


def step_failure(step: str, error: Exception, place: Location) -> Diagnostic:
    """Returns the problem that a step raised."""
    what = f"{step} failed with {type(error).__name__}: {error}"
    return Diagnostic(place, "step-failed", what, FAULT_OF_ENGINE)
