"""What a status says of a product, with dates as exact as they are known."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from casefile import Case, agrees, cases
from studyguide.model.glossary import Status
from studyguide.parse.curated.site_texts import default_texts
from studyguide.render.html.status import status_sentence

LOOKED_UP = {"checked": "2026-01-01", "source": "unconfirmed", "confidence": "low"}


@pytest.mark.parametrize("case", cases("status"), ids=str)
def test_what_a_status_says(case: Case, accept: bool) -> None:
    status = TypeAdapter(Status).validate_python({**LOOKED_UP, **written(case.given)})
    agrees(case, status_sentence(default_texts(), status), accept)


def written(given: dict[str, object]) -> dict[str, object]:
    """Days as the glossary's own reader sees them, as text: YAML makes dates of them."""
    return {key: [str(v) for v in value] if isinstance(value, list) else str(value) for key, value in given.items()}
