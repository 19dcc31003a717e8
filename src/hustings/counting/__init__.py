"""The one door between papers as nouns and papers as arrays, for one count or a thousand."""
