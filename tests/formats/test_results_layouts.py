"""Published results of every layout: what is stated is read, nothing else is.

Names are invented; layouts are those in which unions, parties, councils and students publish.
"""

# ruff: noqa: E501, W291 (pasted lines stay as they are)

from __future__ import annotations

import pytest
from result_words_said import said

from hustings.formats.results import parse_results

SAMPLES: dict[str, tuple[str, str]] = {
    "a sentence of those elected and not elected": (
        """\
Results

Elected: Ann Lee (1,234), Bo Cai (1,200) and Di Fox (1,100). Not elected: Eve Hart (900); Gus Ives (850).
Turnout was 23.4% (2,345 of 10,021).
""",
        """\
# (no title)
Ann Lee: 1234 elected
Bo Cai: 1200 elected
Di Fox: 1100 elected
Eve Hart: 900 not
Gus Ives: 850 not
turnout = 23.4
returned = 2345
issued = 10021
""",
    ),
    "figures in sentences": (
        """\
Harbour Workers' branch committee election 2024
10,877 papers were returned of which 1,244 were invalid, leaving 9,633 valid. The electorate was 116,792.
There were three vacancies.
Ann Lee was elected with 4,000 votes.
""",
        """\
# Harbour Workers' branch committee election 2024, 3 seats
Ann Lee: 4000 elected
returned = 10877
invalid = 1244
valid = 9633
issued = 116792
""",
    ),
    "a Markdown table with ticks, shares and account rows": (
        """\
# Riverside Society: council 2023

Three seats. Block vote: up to 3 votes each.

| Candidate | List | Votes | % | Elected |
|---|---|---:|---:|:-:|
| **Amara Okafor** | Forward | 1 234 | 61,7 % | ✔ |
| Bartosz Zieliński | Open | 1 100 | 55,0 % | ✔ |
| Chen Li | Forward | 1 001 | 50,0 % | ✔ |
| D. Quill | – | 950 | 47,5 % | |
| Invalid papers | | 12 | | |
| Total | | 4 285 | | |

Papers returned: 2 012
""",
        """\
# Riverside Society: council 2023, 3 seats, block-vote
Amara Okafor: 1234 61.7 % [Forward] elected
Bartosz Zieliński: 1100 55.0 % [Open] elected
Chen Li: 1001 50.0 % [Forward] elected
D. Quill: 950 47.5 % not
max_votes = 3
invalid = 12
votes = 4285
returned = 2012
""",
    ),
    "copied HTML with two tables": (
        """\
<html><head><title>x</title></head><body><h2>Treasurer (1 seat)</h2>
<p>Ballots cast: 500</p>
<table><thead><tr><th>Name</th><th>Votes</th><th>Result</th></tr></thead>
<tr><td>Ann Lee</td><td>300</td><td>Elected</td></tr>
<tr><td>Bo Cai</td><td>190</td><td></td></tr>
<tr><td>Spoilt</td><td>10</td></tr></table>
<h2>Secretary (1 seat)</h2>
<table><tr><th>Name</th><th>Votes</th></tr><tr><td><b>Di Fox</b></td><td>280</td></tr><tr><td>Eve Hart</td><td>210</td></tr></table></body></html>""",
        """\
# Treasurer (1 seat), 1 seats
Ann Lee: 300 elected
Bo Cai: 190 not
returned = 500
invalid = 10
# Secretary (1 seat), 1 seats
Di Fox: 280 elected
Eve Hart: 210 not
""",
    ),
    "PDF text: names and figures on alternate lines": (
        """\
NORTHBRIDGE UNION
REPORT OF VOTING
National Executive Committee
Number of eligible voters 12,000
Votes cast by post 1,000
Votes cast online 2,000
Total number of votes cast 3,000
Turnout 25.0%
Number of votes found to be invalid 14
Total number of valid votes to be counted 2,986
Result (1 to elect)
Amara OKAFOR
1,800
Elected
Bartosz ZIELINSKI
1,186
Page 1 of 2
""",
        """\
# National Executive Committee, 1 seats
Amara OKAFOR: 1800 elected
Bartosz ZIELINSKI: 1186 not
issued = 12000
returned = 3000
turnout = 25.0
invalid = 14
valid = 2986
""",
    ),
    "PDF text: all names, then all figures": (
        """\
President
Ann Lee
Bo Cai
Di Fox
300
200
100
""",
        """\
# President
Ann Lee: 300
Bo Cai: 200
Di Fox: 100
""",
    ),
    "pasted columns with tabs": (
        """\
Candidate	Party	Votes	Elected
Lee, Ann	Forward	1,234	Y
Cai, Bo	Open	1,200	N
""",
        """\
# (no title)
Lee, Ann: 1234 [Forward] elected
Cai, Bo: 1200 [Open] not
""",
    ),
    "places before the names": (
        """\
Executive 2024
1st Ann Lee 1,234 ELECTED
2nd Bo Cai 1,200 ELECTED
3rd Di Fox 900
""",
        """\
# Executive 2024
1. Ann Lee: 1234 elected
2. Bo Cai: 1200 elected
3. Di Fox: 900 not
""",
    ),
    "votes before the names": (
        """\
Trustees
1,234 - Ann Lee (elected)
1,100 - Bo Cai
12 - Spoilt papers
""",
        """\
# Trustees
Ann Lee: 1234 elected
Bo Cai: 1100 not
invalid = 12
""",
    ),
    "several contests, one unopposed": (
        """\
Officers 2024

President
Ann Lee 300 (elected)
Bo Cai 200

Secretary
Di Fox 250 (elected)
Eve Hart 240

Treasurer:
Gus Ives – elected unopposed
""",
        """\
# President
Ann Lee: 300 elected
Bo Cai: 200 not
# Secretary
Di Fox: 250 elected
Eve Hart: 240 not
# Treasurer
Gus Ives elected
""",
    ),
    "headings Elected and Not elected": (
        """\
Committee (2 places)

Elected
- Ann Lee – 300
- Bo Cai – 250

Not elected
- Di Fox – 200
- Eve Hart – 100
""",
        """\
# Committee (2 places), 2 seats
Ann Lee: 300 elected
Bo Cai: 250 elected
Di Fox: 200 not
Eve Hart: 100 not
""",
    ),
    "stages in a Markdown table": (
        """\
Council election, single transferable vote, 2 seats. Quota: 34

| Candidate | Stage 1 | Stage 2 | Stage 3 |
|---|---|---|---|
| Ann Lee | 40 | -6 34 | 34 |
| Bo Cai | 30 | +4 34 | 34 |
| Di Fox | 20 | +1 21 | 21 |
| Eve Hart | 10 | +1 11 | -11 0 |
| Non-transferable | 0 | 0 | +11 11 |
| Total | 100 | 100 | 100 |
""",
        """\
# Council election, single transferable vote, 2 seats, 2 seats, stv
Ann Lee: 40
Bo Cai: 30
Di Fox: 20
Eve Hart: 10
quota = 34
votes = 100
stages Ann Lee: 40 34 34; . -6 .
stages Bo Cai: 30 34 34; . 4 .
stages Di Fox: 20 21 21; . 1 .
stages Eve Hart: 10 11 0; . 1 -11
stages Non-transferable: 0 0 11; . . 11
""",
    ),
    "stages and transfers in aligned columns": (
        """\
Council election
Candidate        First preferences   Transfers   Stage 2   Transfers  Stage 3
Ann Lee          40     -6    34     0    34     Elected
Bo Cai           30     +4    34     0    34     Elected
Di Fox           20     +1    21    +9    30
Eve Hart         10     +1    11   -11     0
Non-transferable  0      0     0    +2     2
Total           100           100         100
""",
        """\
# Council election
Ann Lee: 40 elected
Bo Cai: 30 elected
Di Fox: 20 not
Eve Hart: 10 not
votes = 100
stages Ann Lee: 40 34 34; . -6 0
stages Bo Cai: 30 34 34; . 4 0
stages Di Fox: 20 21 30; . 1 9
stages Eve Hart: 10 11 0; . 1 -11
stages Non-transferable: 0 0 2; . 0 2
""",
    ),
    "dots between thousands": (
        """\
Wahl zum Vorstand
Ann Lee  12.345
Bo Cai  1.234
Di Fox  987
Turnout: 55,3 %
""",
        """\
# Wahl zum Vorstand
Ann Lee: 12345
Bo Cai: 1234
Di Fox: 987
turnout = 55.3
""",
    ),
    "stars with a legend": (
        """\
*Ann Lee 1234
Bo Cai* 1000
Di Fox 900
* elected
""",
        """\
# (no title)
Ann Lee: 1234 elected
Bo Cai: 1000 elected
Di Fox: 900 not
""",
    ),
    "stars that mean sitting members": (
        """\
Ann Lee* 1234 elected
Bo Cai 1000
* sitting member
""",
        """\
# (no title)
Ann Lee: 1234 elected
Bo Cai: 1000 not
""",
    ),
    "dot leaders and a wrapped name": (
        """\
Ann Lee ........... 1,234
Bo Cai . . . . . . 1,000
Wrapped Montgomery-
Smythe, Alexandra 900 Elected
""",
        """\
# (no title)
Ann Lee: 1234 not
Bo Cai: 1000 not
Wrapped Montgomery-Smythe, Alexandra: 900 elected
""",
    ),
    "a scrutineer's list": (
        """\
UNION ELECTION 2019
Vice President

Number of ballot papers despatched            21,345
Number of ballot papers returned               4,567
Number of papers found to be invalid              23
  of which blank                                   3
  of which no signature                           20
Number of valid voting papers                  4,544
LEE Ann        2,600  ELECTED
CAI Bo         1,944
""",
        """\
# Vice President
LEE Ann: 2600 elected
CAI Bo: 1944 not
issued = 21345
returned = 4567
invalid = 23
valid = 4544
rejected, blank = 3
rejected, no signature = 20
""",
    ),
    "a council's declaration of result": (
        """\
Rejected ballot papers:
A want of official mark 0
B voting for more candidates than voter was entitled to 12
C writing or mark by which voter could be identified 1
D being unmarked or wholly void for uncertainty 5
Total 18
Vacant Seats: 3
Electorate: 6,500
Ballot Papers Issued: 2,500
Turnout: 38.46%
Name of Candidate   Description   Number of votes*
ADAMS, Ivy   The Labour Party Candidate   1,234 Elected
BAKER Jo   Green Party   1,000 Elected
COX Li   Independent   900
""",
        """\
# (no title), 3 seats
ADAMS, Ivy: 1234 [The Labour Party Candidate] elected
BAKER Jo: 1000 [Green Party] elected
COX Li: 900 [Independent] not
invalid = 18
issued = 6500
returned = 2500
turnout = 38.46
rejected, want of official mark = 0
rejected, voting for more candidates than voter was entitled to = 12
rejected, writing or mark by which voter could be identified = 1
rejected, being unmarked or wholly void for uncertainty = 5
""",
    ),
    "a question": (
        """\
Motion
Yes 500
No 300
Abstain 20
""",
        """\
# Motion
Yes: 500
No: 300
Abstain: 20
""",
    ),
    "name, slate, votes and mark one below the other": (
        """\
Ann Lee
Forward
1,234 votes
Elected
Bo Cai
Open
1,000 votes
""",
        """\
# (no title)
Ann Lee: 1234 [Forward] elected
Bo Cai: 1000 [Open] not
""",
    ),
    "CSV with a column of posts": (
        """\
Position,Candidate,Votes,%,Elected
President,Ann Lee,300,60%,Yes
President,Bo Cai,200,40%,No
Secretary,Di Fox,250,,Yes
Secretary,Spoilt papers,5,,
""",
        """\
# President
Ann Lee: 300 60 % elected
Bo Cai: 200 40 % not
# Secretary
Di Fox: 250 elected
invalid = 5
""",
    ),
    "CSV with semicolons and dots": (
        """\
Rang;Name;Votes
1;Ann Lee;1.234
2;Bo Cai;1.100
""",
        """\
# (no title)
Ann Lee: 1234
Bo Cai: 1100
""",
    ),
    "figures in a heading": (
        """\
Election to board, 2020. There are 4 seats. 685 ballots were cast, 0 invalid. Quota: 229
Gia Rossi 283
Jon-Marc Lind 200
""",
        """\
# Election to board, 2020, 4 seats
Gia Rossi: 283
Jon-Marc Lind: 200
returned = 685
invalid = 0
quota = 229
""",
    ),
    "slate totals": (
        """\
Ann Lee (Forward) 100
Bo Cai (Forward) 90
Di Fox (Open) 80

Slate totals
Forward 190
Open 80
""",
        """\
# (no title)
Ann Lee: 100 [Forward]
Bo Cai: 90 [Forward]
Di Fox: 80 [Open]
slate Forward = 190
slate Open = 80
""",
    ),
    "places without a dot": (
        """\
No. of seats 3
1 Ann Lee 400
2 Bo Cai 300
3 Di Fox 200
4 Eve Hart 100
""",
        """\
# (no title), 3 seats
1. Ann Lee: 400
2. Bo Cai: 300
3. Di Fox: 200
4. Eve Hart: 100
""",
    ),
    "shares before votes": (
        """\
Ann Lee 54.3% 1,234
Bo Cai 45.7% 1,038
""",
        """\
# (no title)
Ann Lee: 1234 54.3 %
Bo Cai: 1038 45.7 %
""",
    ),
    "approval voting": (
        """\
Election of committee – 3 positions
Voting method: approval voting
Electorate 100. Voters: 56.
Ann: 40
Bo: 30
Cy: 20
""",
        """\
# Election of committee – 3 positions, 3 seats, approval
Ann: 40
Bo: 30
Cy: 20
issued = 100
returned = 56
""",
    ),
    "spaces that do not break": (
        """\
Ann Lee  1 234
Bo Cai 1 100
Di Fox 1’050
""",
        """\
# (no title)
Ann Lee: 1234
Bo Cai: 1100
Di Fox: 1050
""",
    ),
    "a count sheet of OpaVote": (
        """\
2023 Election to Board

Number of seats available: 3
Candidates: 5

Winners are Asha Rao, Ben Ortiz, and Carla (Cee) Watson-Jimenez.

There are 5 candidates competing for 3 seats. The number of voters is 921 and there were 913 valid votes and 8 empty votes.

Counting votes using Scottish STV.

R|Asha Rao          |Ben Ortiz         |Carla (Cee) Watson|Dominik Barton
 |                  |                  |-Jimenez          |ski
 |                  |                  |                  |
 |Eva Reano         |Exhausted         |Surplus           |Threshold
 |                  |                  |                  |
 |                  |                  |                  |

1|         323.00000|         264.00000|         167.00000|         101.00000
 |          58.00000|           0.00000|         129.00000|         229.00000
 | Count of first choices. Candidates Asha Rao and Ben Ortiz
 | have reached the threshold and are elected. Candidates have surplus votes
 | so surplus votes will be transferred for the next round.

2|         229.00000|         264.00000|         196.10200|         140.57872
 |          69.93182|          13.38746|          35.00000|         229.00000
 | Count after transferring surplus votes from Asha Rao with a
 | transfer value of 94.00000/323.00000. Candidates have surplus votes so
 | surplus votes will be transferred for the next round.
""",
        """\
# 2023 Election to Board, 3 seats, scottish-stv
Asha Rao: 323.00000 elected
Ben Ortiz: 264.00000 elected
Carla (Cee) Watson-Jimenez: 167.00000 elected
Dominik Bartonski: 101.00000 not
Eva Reano: 58.00000 not
returned = 921
valid = 913
invalid = 8
quota = 229.00000
stages Asha Rao: 323.00000 229.00000; . .
stages Ben Ortiz: 264.00000 264.00000; . .
stages Carla (Cee) Watson-Jimenez: 167.00000 196.10200; . .
stages Dominik Bartonski: 101.00000 140.57872; . .
stages Eva Reano: 58.00000 69.93182; . .
stages Exhausted: 0.00000 13.38746; . .
""",
    ),
    "rounds one below the other": (
        """\
Vice President Welfare

The candidates for this year were: Alice Ellis & Vee Obi

Round 1:

Vee: 304

Alice: 341

RON: 62

Round 2:

Vee: 312

Alice: 356

The winner is Alice
""",
        """\
# Vice President Welfare
Vee: 304 not
Alice: 341 elected
RON: 62 not
stages Vee: 304 312; . .
stages Alice: 341 356; . .
stages RON: 62 .; . .
""",
    ),
    "a count told in words": (
        """\
In the one contested election, for International Co-ordinator, the breakdown of voting was as follows:

2945 ballot papers returned, of which 388 were spoilt (mostly blank), giving a total valid vote of 2557 and a quota of 1278.6

First preferences were:
1182 – Wren
872 – Pound
477 – Lane
26 – RON

No one achieves quota and so Lane is eliminated and his votes are redistributed to give the following figures:

1375 – Wren
1068 – Pound
70 – RON
44 – non transferable

Wren is therefore elected as International Co-ordinator.
""",
        """\
# In the one contested election, for International Co-ordinator, the breakdown of voting was as follows
Wren: 1182 elected
Pound: 872 not
Lane: 477 not
RON: 26 not
returned = 2945
invalid = 388
valid = 2557
quota = 1278.6
stages Wren: 1182 1375; . .
stages Pound: 872 1068; . .
stages Lane: 477 .; . .
stages RON: 26 70; . .
stages Non-transferable: . 44; . .
""",
    ),
    "a letter with one account above two contests": (
        """\
ELECTIONS 2008 - OFFICER POSITIONS

My report of voting in the above election, which closed at 5pm on Friday 29th February 2008, is as follows:

Number of ballot papers despatched 116,792
Number of ballot papers returned 10,877

The system used to conduct these elections was the Single Transferable Vote.

DISABLED MEMBERS REPRESENTATIVE (CASUAL VACANCY)

Number of invalid papers for this election only 1244
Therefore number of valid votes counted 10,367

Result (one to elect):
The following candidate was elected:
Roger WATERS

The result sheet forms Appendix A to this report.

WOMEN MEMBERS IN THE HIGHER EDUCATION SECTOR

Number of invalid papers for this election only 579
Therefore number of valid votes counted 10,298

Results (three to elect):
The following candidates were elected, in order of election:
May DAVID
Rena PINE
Amanda SACK
""",
        """\
# DISABLED MEMBERS REPRESENTATIVE (CASUAL VACANCY), 1 seats, stv
Roger WATERS elected
issued = 116792
returned = 10877
invalid = 1244
valid = 10367
# WOMEN MEMBERS IN THE HIGHER EDUCATION SECTOR, 3 seats, stv
May DAVID elected
Rena PINE elected
Amanda SACK elected
issued = 116792
returned = 10877
invalid = 579
valid = 10298
""",
    ),
    "posts with spoilt papers": (
        """\
Chair (postal):
Jay Forbes 931
Ray Mirza 529
RON 18
Spoilt 18

Campaigns Co-ordinator:
Andy Hewit 184
RON 14
Spoilt 21
""",
        """\
# Chair (postal)
Jay Forbes: 931
Ray Mirza: 529
RON: 18
invalid = 18
# Campaigns Co-ordinator
Andy Hewit: 184
RON: 14
invalid = 21
""",
    ),
    "a ward copied from an encyclopedia, seats in brackets": (
        """\
Bellingham (3)
Party	Candidate	Votes	%	±%
Labour	Alan Hill*	1,810	60.2	
Labour	Sue Holden	1,772	58.9	
Turnout	3,007	33.1	
Labour hold	Swing	
""",
        """\
# Bellingham, 3 seats
Alan Hill: 1810 60.2 % [Labour]
Sue Holden: 1772 58.9 % [Labour]
returned = 3007
unread line 5: Turnout  3,007  33.1
""",
    ),
    "a message with bullets and dashes": (
        """\
*Results are in!* :tada:
• Ann Lee - 45
• Bo Cai - 44
• Di Fox - 30
Congrats to Ann Lee and Bo Cai who are elected.
""",
        """\
# *Results are in!* :tada
Ann Lee: 45 elected
Bo Cai: 44 elected
Di Fox: 30 not
""",
    ),
    "two tables under words": (
        """\
North section
Candidate	Votes
Ann Lee	300
Bo Cai	200
South section
Candidate	Votes
Di Fox	250
Eve Hart	240
""",
        """\
# North section
Ann Lee: 300
Bo Cai: 200
# South section
Di Fox: 250
Eve Hart: 240
""",
    ),
    "a bulletin with one account in words": (
        """\
BRANCH ELECTION RESULTS

The ballot closed at noon on 3 May 2024. Ballot papers were sent to 1,204 members and 402 were returned (33.4%). 6 papers were spoiled.

CHAIR
Ann Lee	212	Elected
Bo Cai	184

VICE CHAIR (2 posts)
Di Fox	300	Elected
Eve Hart	250	Elected
Gus Ives	100
""",
        """\
# CHAIR
Ann Lee: 212 elected
Bo Cai: 184 not
issued = 1204
returned = 402
invalid = 6
# VICE CHAIR (2 posts), 2 seats
Di Fox: 300 elected
Eve Hart: 250 elected
Gus Ives: 100 not
issued = 1204
returned = 402
""",
    ),
    "bars without a rule": (
        """\
Name | Votes | Elected
Ann Lee | 1,234 | Yes
Bo Cai | 900 | No
""",
        """\
# (no title)
Ann Lee: 1234 elected
Bo Cai: 900 not
""",
    ),
    "places with a hash": (
        """\
#1 Ann Lee - 300 votes
#2 Bo Cai - 200 votes
""",
        """\
# (no title)
1. Ann Lee: 300
2. Bo Cai: 200
""",
    ),
    "names in other scripts": (
        """\
李明 1,234 当选
王芳 987
""",
        """\
# (no title)
李明: 1234
王芳: 987
""",
    ),
    "a contest a line": (
        """\
President: Ann Lee 312, Bo Cai 200, RON 15 (Ann Lee elected)
Secretary: Di Fox 400, RON 22 (Di Fox elected)
""",
        """\
# President
Ann Lee: 312 elected
Bo Cai: 200 not
RON: 15 not
# Secretary
Di Fox: 400 elected
RON: 22 not
""",
    ),
    "cards with labels": (
        """\
Candidate: Ann Lee
Votes: 312
Status: Elected

Candidate: Bo Cai
Votes: 200
Status: Not elected
""",
        """\
# (no title)
Ann Lee: 312 elected
Bo Cai: 200 not
""",
    ),
    "slate totals with shares": (
        """\
Forward slate (all groups): 133,183 (47.3%) – 3 Elected
LEE, Ann 100,000 Elected
Open slate: 92,252
""",
        """\
# (no title)
LEE, Ann: 100000 elected
slate Forward = 133183
slate Open = 92252
""",
    ),
    "a whole web page with comments": (
        """\
Home News Opinion About
Log in
Society council – the results

20th June, 2024 12:02 pm

Kim Livings has topped the ballot in the council elections, as 5 of the 6 incumbents are re-elected.

The reps on the council are: Kim Livings, Ann Lee.

The results are as follows:

AKERS, Luke 17,475
LEE, Ann 30,240 Elected
LIVINGS, Kim 31,682 Elected

Value our free service?

We have more readers than ever before - but we need your support.
  • Pete

    Given all the tension, the results are as follows:

    Forward slate (all): 47,715 (60.1%) – 1 Elected
    Open slate (rest):  31,682 (39.9%) – 1 Elected

3 comments
Share this 12
""",
        """\
# Society council – the results
AKERS, Luke: 17475 not
LEE, Ann: 30240 elected
LIVINGS, Kim: 31682 elected
slate Forward = 47715
slate Open = 31682
unread line 27: 3 comments
unread line 28: Share this 12
""",
    ),
    "wards with their turnout": (
        """\
Abbey Wood ward (turnout 33.82 per cent)
Name Party Votes
Denise HYLE Labour 2,058
Clive MARD Labour 2,031

View full results for Abbey Wood ward

Blackheath ward (turnout 47.69 per cent)
Name Party Votes
Cherry PARK Labour 2,185
""",
        """\
# Abbey Wood ward
Denise HYLE Labour: 2058
Clive MARD Labour: 2031
turnout = 33.82
# Blackheath ward
Cherry PARK Labour: 2185
turnout = 47.69
""",
    ),
    "a numbered list with emphasis": (
        """\
## Chair
1. **Ann Lee** — 312 votes — *elected*
2. Bo Cai — 200 votes

Total ballots: 515 · Spoiled: 3 · Turnout: 41.2 %
""",
        """\
# Chair
1. Ann Lee: 312 elected
2. Bo Cai: 200 not
returned = 515
invalid = 3
turnout = 41.2
""",
    ),
    "remarks behind the votes": (
        """\
Ann Lee: 300 votes (12 more than last time)
Bo Cai: 200 votes (-5)
""",
        """\
# (no title)
Ann Lee: 300
Bo Cai: 200
unread line 1: Ann Lee: 300 votes (12 more than last time)
unread line 2: Bo Cai: 200 votes (-5)
""",
    ),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_stated_is_read(name: str) -> None:
    """Title, seats and rule; candidates with votes, share, mark and slate; the paper account."""
    text, stated = SAMPLES[name]
    suffix = ".csv" if name.startswith("CSV") else ""
    assert said(parse_results(text, name + suffix)) == stated
