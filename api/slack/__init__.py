"""Slack for staff: what Slack calls, and what is called there. The rules are in desk.slack."""
