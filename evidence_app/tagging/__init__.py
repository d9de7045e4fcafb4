"""Tagging: putting passages under judgement areas, and taking it back."""
