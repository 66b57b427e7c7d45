"""Checks a built site from its files alone."""
