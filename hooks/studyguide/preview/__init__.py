"""What only a preview needs, while somebody writes: memory, file events, and a word on what is wrong."""
