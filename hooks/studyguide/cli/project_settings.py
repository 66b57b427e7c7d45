"""Reads the settings of a project, and the files of it and of its packs that they lead to."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import yaml

from studyguide.cli.project_folder import CONFIG_NAME
from studyguide.hosts.packs import project_packs
from studyguide.model.diagnostics import Diagnostic
from studyguide.sources import Sources, load_sources


def config_of(root: Path) -> dict[str, Any]:
    """Return mkdocs.yml of a project. Raises ClickException when it cannot be read."""
    try:
        text = (root / CONFIG_NAME).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{CONFIG_NAME} cannot be read: {error}") from error
    return read_config(text, os.environ)


def read_config(text: str, environment: Mapping[str, str]) -> dict[str, Any]:
    """Return mkdocs.yml with each `!ENV [NAME, default]` replaced. Raises ClickException when it is not YAML."""

    class Loader(yaml.SafeLoader):
        """SafeLoader with one more tag; made here, so that no other user of SafeLoader gets it."""

    def value(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return environment.get(node.value)
        *names, default = loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else (None,)
        return next((environment[name] for name in names if name in environment), default)

    Loader.add_constructor("!ENV", value)
    try:
        return dict(yaml.load(text, Loader))
    except (yaml.YAMLError, TypeError, ValueError) as error:
        raise click.ClickException(f"{CONFIG_NAME} cannot be read: {error}") from error


def project_sources(root: Path, config: Mapping[str, Any] | None = None) -> tuple[Sources, tuple[Diagnostic, ...]]:
    """Returns the files of a project and of the packs that its mkdocs.yml names, and what is wrong with them."""
    packs, unfound = project_packs(config_of(root) if config is None else config, root)
    sources, unread = load_sources(root, packs)
    return sources, (*unfound, *unread)
