"""Keeps compiled templates, of the engine and of a theme, from one build to the next."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from pickle import UnpicklingError

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

COMPILED = Path(cache_from_source(__file__)).parent
"""Where Python keeps the compiled form of this module."""


class CompiledTemplates(FileSystemBytecodeCache):
    """Keeps compiled templates beside compiled modules, where and when Python keeps those.

    A template is compiled again if its text, the Python or the format of Jinja is another one. Compiling those of a
    build takes 0.4 s (decision 18).
    """

    def __init__(self, folders: Iterable[str], kept_in: Path = COMPILED) -> None:
        """Keeps the templates of some folders: those of packages, not those of a project."""
        super().__init__(str(kept_in), "template-%s.cache")
        self.folders = tuple(f"{os.path.normpath(folder)}{os.sep}" for folder in folders)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Returns what a template is kept under, or '' if it is of another folder."""
        return super().get_cache_key(name, filename) if (filename or "").startswith(self.folders) else ""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Reads one template, if it is kept and not damaged."""
        with suppress(EOFError, UnpicklingError):
            if bucket.key:
                super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Writes one template, if Python may write compiled modules and the system lets it."""
        if bucket.key and not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)
