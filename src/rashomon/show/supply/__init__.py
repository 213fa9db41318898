"""What Rashomon is made of: packages and data files, with their licences, as a table or as a bill of materials."""
