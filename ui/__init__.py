"""Evidence Desk's window. Reaches the core through evidence_app.workspace only."""
