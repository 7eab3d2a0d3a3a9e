"""What a group prints about its members: the roster of a day, membership cards."""
