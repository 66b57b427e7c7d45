"""`python -m studyguide` is the same as `studyguide`."""

from studyguide.cli.main import main

main(prog_name="studyguide")
