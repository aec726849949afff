"""What a reader sees is held against the open data, without any code of the product."""
