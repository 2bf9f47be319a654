"""What Rasa loads: domain, training data, pipeline components. Python 3.10 (Rasa's own environment)."""
