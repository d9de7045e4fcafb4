"""Reads an Ofsted report: what was judged, when, by whom, and which paragraph says what about which area."""
