"""Renders records as HTML fragments."""
