"""Personal data: found, removed from copies of pages, and proved to be gone."""
