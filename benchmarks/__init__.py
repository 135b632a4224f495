"""Measurements of speed; never part of the tests, whose outcome must not depend on the machine."""
