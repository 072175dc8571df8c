"""XLSForm, the form as people write it: markdown tables and workbooks -> sheets -> XForm XML."""
