"""Claims to strands and ties: clocks, filters, voices, backing, answers. Pure."""
