"""Accounts of members of staff: how they log in, which sessions they have, who may change them."""
