"""Working on copies of one workspace: bring in, hand over, decide, compare judgements."""
