"""One turn of a conversation: from what a customer sent, by way of Rasa, to what is said and changed."""
