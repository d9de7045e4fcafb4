"""The one encrypted file. The only package that knows SQL."""
