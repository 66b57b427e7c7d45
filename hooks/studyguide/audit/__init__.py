"""A built site held against what was promised: links resolve, no other host is asked, nothing private shows."""
