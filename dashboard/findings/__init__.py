"""The sentences above the charts: the record that is drawn in, what it shows out."""
