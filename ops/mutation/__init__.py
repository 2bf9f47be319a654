"""`make mutation`: break a rule in one place after another, and see whether a test that guards it fails.

Cosmic Ray makes the mutants, in an environment of its own (`docs/decisions/0052-mutants-by-cosmic-ray.md`); which
modules, and which tests guard them, stands in `guards.yml`. Everything happens in a copy
of the tree under `var/mutation/`.
"""
