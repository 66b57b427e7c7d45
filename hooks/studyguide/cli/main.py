"""The command line: the second thin adapter. It reads arguments and files, calls the engine, prints.

Exit codes: 0 no problem, 1 a problem was found or a file could not be opened, 2 the call itself was wrong. A file that
is not a note is reported and skipped; that is no problem.
"""

from __future__ import annotations

import logging
import sys
from functools import partial
from importlib import import_module
from pathlib import Path

import click

from studyguide.cli.commands import COMMANDS
from studyguide.cli.start_line import start_line
from studyguide.execution.garbage import raise_gc_threshold
from studyguide.hosts.progress import progress_on
from studyguide.model.diagnostics import Severity, StepFailedError, format_diagnostic, limit_per_code


class LazyGroup(click.Group):
    """Imports a command when it is called: the help of all commands needs none of them.

    It says which step failed, and what was found before, instead of printing a traceback.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"studyguide.cli.{COMMANDS[cmd_name].module}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        with start_line(args, progress_on(sys.stderr, partial(click.echo, err=True))):
            return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.about) for name, command in sorted(COMMANDS.items())])

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except StepFailedError as error:
            for problem in limit_per_code(error.diagnostics):
                if problem.severity is not Severity.NOTICE:
                    click.echo(format_diagnostic(problem), err=True)
            raise click.ClickException("stopped at the step above; `studyguide --debug` shows the traceback") from error


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="studyguide")
@click.option("--debug", is_flag=True, help="Show the traceback of a step that fails.")
@click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="STUDYGUIDE_PROJECT",
    help="The project. Else the one around the current folder.",
)
def main(debug: bool, project: Path | None) -> None:  # noqa: ARG001 - commands ask the context for the project
    """Turn raw study notes into a guide that can be read, searched, trusted and learned from.

    \b
    Examples:
      studyguide new ../bees --notes ~/bees      a project from your own notes
      studyguide serve                           look at it; it follows every change
      studyguide build                           the finished site
      studyguide outline seeds/*.txt             the entries and watch list of each note
      studyguide mentions --json talk.md         every term it names, and every rejection
      studyguide explain seeds/class.txt:49      why each part of a line was or was not linked
      studyguide check site                      find broken links, other hosts and secrets in a built site
      studyguide export ../guide                 the same pages for any other generator
      studyguide counts                          how many lessons, decisions, figures and questions there are
      studyguide suggest                         terms that the glossary does not have yet
    """
    if debug:
        logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    raise_gc_threshold()
