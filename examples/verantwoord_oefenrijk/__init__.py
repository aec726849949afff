"""The invented state Oefenrijk: its files and register, and the two releases of the demo."""
