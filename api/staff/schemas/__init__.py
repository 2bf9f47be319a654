"""The shapes of the staff's API (docs/http.md)."""
