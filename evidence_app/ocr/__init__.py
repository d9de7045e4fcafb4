"""Reads pages that are pictures: what is written on them becomes an invisible layer of text, each word in its place."""
