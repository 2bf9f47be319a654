"""LINE: one official account a company. docs/channels.md says how to set one up."""
