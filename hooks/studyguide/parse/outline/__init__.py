"""Finds what a note is made of: titles, dates, speakers, sections and watch lists."""
