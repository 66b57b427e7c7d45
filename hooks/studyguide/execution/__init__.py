"""Runs steps: memoized between builds, and on all processors."""
