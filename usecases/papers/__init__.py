"""Files of the office: reports it has edited, templates, forms of other authorities."""
