"""Learning the weights that ship with the product, and measuring them. Not part of the product."""
