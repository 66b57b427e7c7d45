"""What a wheel holds beside the engine: the hook with its templates, and the styles and scripts every project gets.

In the checkout they stand where people look for them. An editable install finds them there, and must hold no copy
that would be found instead: so this is a build hook, and no list in pyproject.toml.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BESIDE = {
    "hooks/mkdocs_hooks.py": "mkdocs_hooks/__init__.py",
    "hooks/theme": "mkdocs_hooks/theme",
    "docs/assets": "studyguide/assets",
}
"""Path in the checkout -> path in the wheel. The hook looks for its templates beside itself."""


class Beside(BuildHookInterface[BuilderConfig]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            build_data["force_include"].update(BESIDE)
