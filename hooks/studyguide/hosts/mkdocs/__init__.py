"""Connects the engine to MkDocs: the only package that imports MkDocs or its theme."""

from studyguide.execution.garbage import raise_gc_threshold

raise_gc_threshold()  # here, because the imports that follow make seventy thousand objects
