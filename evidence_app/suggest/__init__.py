"""Which judgement area, theme and finding a passage is about: offline, in a millisecond, with its reasons."""
