"""How long things are kept and how they end: retention, erasure, end of a contract, backup, the audit log."""
