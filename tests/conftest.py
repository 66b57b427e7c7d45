"""Switches and fixtures of all tests."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what came out into the case files as expected")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether case files are to be rewritten instead of checked."""
    return bool(request.config.getoption("--accept"))
