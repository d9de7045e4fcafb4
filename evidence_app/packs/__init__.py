"""Evidence packs: chosen, typeset, bound with their exhibits, and proved from the finished files."""
