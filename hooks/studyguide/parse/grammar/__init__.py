"""Recognizes one construct of a note per rule."""
