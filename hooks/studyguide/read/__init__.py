"""Text to records: the only stage that looks at files' contents."""
