"""Results to page types, then to text, HTML, charts, CSV and JSON.

Import the room you need: `pages` builds, `text`, `html`, `charts`, `csvs` and `json` render.
"""
