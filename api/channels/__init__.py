"""Channels beside the web: webhooks in, calls out. docs/channels.md shows how to write one."""
