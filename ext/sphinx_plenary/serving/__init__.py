"""``plenary serve``: the pages as they stand, built again whenever a file is saved, on this machine only."""
