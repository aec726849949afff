"""What is said in every situation at every place, in both languages: `situations.yaml`."""
