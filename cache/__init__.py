"""The catalogue: its tables, its words, its snapshots, and every pure question one can ask of it."""
