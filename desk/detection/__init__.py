"""Where personal data stands in a text: detectors over a shadow of the text, same length, plain characters."""
