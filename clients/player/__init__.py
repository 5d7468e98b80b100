"""Plays transcripts: scenarios of what is said over the wire and what must be answered."""
