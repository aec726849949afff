"""The pages of a release: one module per kind of page, each yields `Page`s from `Material`."""
