"""From files on disk to pages in the workspace."""
