"""The history of a record as a story: who changed what, from what to what, and why; masked by the field table."""
