"""Comity: the software of a community relations service."""
