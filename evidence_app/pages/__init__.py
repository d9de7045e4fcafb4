"""Page text, word boxes and pixels, always from one engine, and the worker processes in which it runs."""
