"""Rows for the lists. Reading and ordering happen on a thread; `data()` only looks up, and never raises."""
