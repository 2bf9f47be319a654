"""What happens later: reminders, mails, purges; scheduled in the transaction that makes it necessary."""
