"""A small trained network that reads a clause with its surroundings and says which aspects it speaks of, and how."""
