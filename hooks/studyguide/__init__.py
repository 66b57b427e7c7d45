"""Turns a folder of raw study notes into a site that can be read, searched, trusted and learned from."""
