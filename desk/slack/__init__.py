"""Slack for staff, without a framework: what is shown, who may act, and what is still to be posted."""
