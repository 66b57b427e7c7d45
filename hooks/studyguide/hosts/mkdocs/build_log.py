"""The log of a build: diagnostics of the engine in the words and levels of MkDocs."""

from __future__ import annotations

from mkdocs.plugins import get_plugin_logger

from studyguide.model.diagnostics import Diagnostic, Severity, format_diagnostic

log = get_plugin_logger("studyguide")


def report(diagnostic: Diagnostic) -> None:
    """Logs a diagnostic; with `--strict`, MkDocs ends a build that logged a warning."""
    match diagnostic.severity:
        case Severity.ERROR:
            log.error(format_diagnostic(diagnostic))
        case Severity.WARNING:
            log.warning(format_diagnostic(diagnostic))
        case _:
            log.info(format_diagnostic(diagnostic))
