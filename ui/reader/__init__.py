"""The reader: a document's pages with hits, evidence and selection."""
