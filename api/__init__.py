"""HTTP: customers, staff, look-up, pages. No rule of the business lives here."""
