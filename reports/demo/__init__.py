"""The demo: the papers' own cases with made-up people, the same on every machine, loaded through the services."""
