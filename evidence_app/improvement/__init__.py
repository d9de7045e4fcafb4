"""The improvement desk: plan, visits, measures and requests."""
