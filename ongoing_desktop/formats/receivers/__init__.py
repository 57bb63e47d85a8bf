"""The programs of the receiver code, one module per language. Words between ``@`` are filled in."""
