"""Reads the data files that are part of the package, such as lists of words. Nothing else is read here."""

from __future__ import annotations

from importlib import resources


def package_data(package: str, name: str) -> bytes:
    """Returns the content of a file in the folder `data` of a package of the engine."""
    return resources.files(package).joinpath("data", name).read_bytes()
