"""A body file to fill in: every key, with an example."""

TEMPLATE = """\
# A body for `hustings body FILE.toml`. Everything here is an example: change it, or leave it out.
# A chance is 0.85 or "85 %", a share "1/2" or "2/3". What is left out is assumed, and said to be.

name = "Northbridge Union executive"
issue = "rules"
source = "minutes of 3 March 2026"

majority = "voting"     # of those voting | present | members
share = "1/2"           # more than this share; reaching = true where the share itself is enough
# quorum = 20           # members present
# casting = "R. Chair"  # a [[member]] who settles a tie; ruling = "own" | "for" | "against",
                        # votes_too = false if it is their only vote, deputy = "V. Chair"
# decided_by = ["officer"]  # a section, role or name: those who decide for the whole

attendance = 0.85       # a member is there
discipline = 0.97       # a member of a camp votes as it does
soft = 0.75             # so does one who only leans to it
free = 0.5              # a free member votes for the motion, each for themselves; left out:
                        # nobody knows, they lean together, averaged over every lean

[[camp]]
name = "Forward"
stance = "for"          # for | against | free
members = 11

[[camp]]
name = "Steady"
stance = "against"
members = 14

[[camp]]
name = "Floating"
stance = "free"         # yes = 0.4 where it is not as likely for as against
members = 5

# A single member: weight, attendance, discipline and lean = "soft" may be stated for a camp too.
# [[member]]
# name = "R. Chair"
# camp = "Forward"
# role = "officer"
# weight = "1/2"        # shares one vote with another
# state = "recused"     # votes | holds without vote | recused | non-voting | vacant
# source = "their letter of 2 March 2026"

# Seats of a section nobody is named for are free seats.
# [[section]]
# name = "branches"
# seats = 13

# A second majority that must be met too.
# [[also]]
# majority = "voting"
# sections = ["branches"]

[contested]             # seats still to be won
seats = 9
camp = "Forward"        # wins so many of them ...
otherwise = "Steady"    # ... and this camp has the rest
won = [9, 8, 7]
# chances = [0.5, 0.3, 0.2]
"""
"""What `hustings body --template` writes."""
