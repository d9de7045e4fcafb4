"""The field's own nouns, as frozen dataclasses and pure functions. No input or output."""
