"""Works that curated texts cite."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from studyguide.model.fields import RECORD_CONFIG, PartialDate, Text, Web


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Work:
    """Names a work or a page in which a statement can be checked."""

    title: Text
    """Title of the work or page, such as `Hastie, Tibshirani, Friedman: The Elements of Statistical Learning`."""
    url: Web | None = None
    """Address of the page, only if somebody opened it. Leave it out otherwise."""
    as_of: PartialDate | None = None
    """Date of the text that was read: YYYY, YYYY-MM or YYYY-MM-DD."""
