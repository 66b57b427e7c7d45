"""Runs steps: memoized between the builds of a preview, and on all processors."""
