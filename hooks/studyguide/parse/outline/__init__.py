"""Finds the structure of a note: titles, dates, speakers, sections and watch lists."""
