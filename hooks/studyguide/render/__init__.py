"""Renders pages and data files."""
