"""What the window asks or tells in a window of its own."""
