"""From what a person types to the pages that say it."""
