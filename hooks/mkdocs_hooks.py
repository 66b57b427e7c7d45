"""Hands the events of MkDocs to the engine: every name that starts with `on_` is the handler of one event."""

from studyguide.hosts.mkdocs.hooks import *  # noqa: F403 - MkDocs takes the handlers, whatever else comes with them
