"""A first draft of a company's `desk.yml` from its policy alone, for a person to confirm. See docs/drafting.md."""
