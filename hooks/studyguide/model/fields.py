"""Defines the values of curated files: ids, partly known dates, addresses, one-line texts. Each says what it
rejects."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, WithJsonSchema

from studyguide.model.note import TermId
from studyguide.text.safe_path import is_device_name

RECORD_CONFIG = ConfigDict(extra="forbid", str_strip_whitespace=True, defer_build=True)
"""Validators are built on first use: most records are only fields of others, whose validators contain theirs."""


LONGEST_ID = 100
"""Characters. Ids become file names, with something before and after them."""


def id_fault(value: str) -> str:
    """Returns why a text cannot be an id, or '' if it can."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        return "an id is lower-case letters, digits and single hyphens"
    if len(value) > LONGEST_ID:
        return f"an id has at most {LONGEST_ID} characters"
    if value == "index":
        return "`index` is the page of a whole folder and cannot be an id"
    if is_device_name(value):
        return f"`{value}` is the name of a device on Windows and cannot be an id"
    return ""


def _checked_id(value: str) -> str:
    if fault := id_fault(value):
        raise ValueError(fault)
    return value


PARTIAL_DATE = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"


def _partial_date(value: str) -> str:
    if not re.fullmatch(PARTIAL_DATE, value):
        raise ValueError("a date is YYYY, YYYY-MM or YYYY-MM-DD")
    return value


DAY_PATTERN = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"


def _day(value: str) -> str:
    if not re.fullmatch(DAY_PATTERN, value):
        raise ValueError("a day is YYYY-MM-DD")
    return value


def _one_line(value: str) -> str:
    return " ".join(value.split())


def matching(pattern: str, refusal: str) -> AfterValidator:
    """Returns a check that a text as a whole matches `pattern`; `refusal` says what such a text looks like."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(refusal)
        return value

    return AfterValidator(check)


def listed(value: object) -> object:
    """Returns a list: a single value may be written in place of a list of one."""
    return value if isinstance(value, list | tuple) else (value,)


def _web(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"]+", value):
        raise ValueError("an address starts with https://")
    return value


Id = Annotated[TermId, AfterValidator(_checked_id)]
PartialDate = Annotated[
    str, AfterValidator(_partial_date), WithJsonSchema({"type": ["string", "integer"], "pattern": f"^{PARTIAL_DATE}$"})
]
"""An editor takes a year for a number; the loader reads every value as it is written."""
Dates = Annotated[
    tuple[PartialDate, ...],
    BeforeValidator(listed, json_schema_input_type=PartialDate | tuple[PartialDate, ...]),
]
"""One date, or several where the sources disagree: then it is shown as disputed."""
Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "pattern": f"^{DAY_PATTERN}$"})]
"""A full date, `YYYY-MM-DD`."""
Web = Annotated[str, AfterValidator(_web)]
Line = Annotated[str, AfterValidator(_one_line)]
"""Text whose line breaks and runs of blanks are one blank each: it may be folded in YAML and is one line on a page."""
Text = Annotated[Line, Field(min_length=1)]
LONGEST_NAME = 200
"""Characters. Names are looked up from each word of a note, and a preview compares all beginnings of a changed name."""


def _short_name(value: str) -> str:
    if len(value) > LONGEST_NAME:
        raise ValueError(f"a name has at most {LONGEST_NAME} characters")
    return value


Name = Annotated[Text, AfterValidator(_short_name)]
"""A text that notes are searched for."""
