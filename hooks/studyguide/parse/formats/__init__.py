"""Reads the lines of files that are no prose: subtitles, clippings and tables of two columns."""
