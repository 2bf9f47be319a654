"""One way in and one way out for every channel: ledger of what came in, who is who there, outbox of what goes out."""
