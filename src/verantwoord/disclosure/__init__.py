"""Hides small numbers about people, and enough around them that nothing gives them back."""
