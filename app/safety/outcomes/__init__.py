"""Did it change anything? Tests on counts before and after, and accuracy of a forecast."""
