"""Makes the catalogue: registry -> criteria -> labels -> checks -> publish."""
