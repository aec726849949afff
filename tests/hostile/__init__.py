"""Files that were made to do harm, and files that were damaged at random."""
