"""A leak is announced: what customers read, and what their requests are then."""
