"""The guide in a window of its own: the documents that are shipped with the program, read offline."""
