"""Renders one kind of page per module."""
