"""Weighted inclusive Gregory in exact fractions, beside Droop's published reference and votelib."""

from __future__ import annotations

from fractions import Fraction

import pytest
from real_papers import ballots, counted, generated, preflib, settled, wards

from hustings.arithmetic import decimal
from hustings.model.lots import Lots
from hustings.model.profile import Profile

GREENS = """\
19:GHIKL MGEDBA EMBGDA MDAB DBMAC DMBG GHLAMIBDKE AMCDGEB 2:DAMGCEB ADMBGECIHLK 2:GAHIMCBDLEK
EAMCBDG GHICLBMEAD 2:CMAB DGME DEMCBA GIHLKBM 3:DCMA MCDAGBE CMDAGBE MCDABEG MADBECG MDCABE
CMADBGE DCMH 2:ADMG GCDMAE IKHG MCEB DEBCM MEBDACG MEBAGCH GHILK GHDIL MDGBH DMBGAH GHKIL HDGKMI
GDBM MAGD DABMIE ADMECB GEDHKBMACIL DHGEMBACI CDGBLMHAE 2:GHKI MBDGEA GHIK BGHLMKAEI DGHB DMEBAC
MDGCAEHBI DCMAG MDAC DAMCBGH BDME BCDAMG CADM DCABK CADMBG DABHC 2:DAEMBC MGCBEDA MEGBDA AMCGBDE
2:MABGDEC CADBMGIEH"""
"""94 papers of a US party committee, 24 July 2005, names as letters; four seats.

Source: github jklundell/droop, test/blt/SC.blt; its count in
test/ref/dump/SC-wigm-rational-d12.txt.
"""

DROOP = """
1 A=6 B=3 C=8 D=22 E=2 G=33 H=1 I=1 M=18
2 A=6.860606060606 B=3.430303030303 C=8.430303030303 D=22 E=2.430303030303 G=18.8
2 H=12.618181818182 I=1.430303030303 M=18
3 A=7.878787878788 B=3.575757575758 C=9.303030303030 D=18.8 E=2.721212121212 G=18.8
3 H=12.909090909091 I=1.430303030303 M=18.581818181818
8 I=0 H=14.339393939394
9 A=8.878787878788 B=3.721212121212 E=0 H=14.769696969697 M=19.727272727273
10 A=9.160815528557 B=4.070755481078 C=9.591894986734 M=18.8
11 A=9.601971791649 B=0 C=10.737349532188 H=15.816701577992
12 A=0 C=16.898941488619 H=16.829599217986
13 C=18.911062700740 H=0
"""
"""Votes by stage as Droop prints them, to twelve decimals; stages 4 to 7 move nothing."""

LOST = {10: "0.006837033934", 11: "1.443977098171", 12: "3.871459293395", 13: "18.688937299260"}


def greens() -> Profile:
    pairs = [cell.rpartition(":") for cell in GREENS.split()]
    return ballots({order: int(n or 1) for n, _, order in pairs}, "ABCDEFGHIJKLM")


def test_every_stage_droop_published():
    """Rule wigm, rational arithmetic: N/(seats+1) to be exceeded, ties in a given order."""
    lots = Lots(standing=tuple("ABCDEGHIMLKJF"))
    count = counted("gregory-inclusive", greens(), 4, lots, quota="droop-exact")
    assert count.quota == Fraction(94, 5)
    assert len(count.stages) == 13
    for line in DROOP.strip().splitlines():
        number, *cells = line.split()
        stage = count.stages[int(number) - 1]
        printed = dict(cell.split("=") for cell in cells)
        ours = {n: decimal(stage.votes[count.candidates.index(n)], 12) for n in printed}
        assert ours == {n: decimal(Fraction(v), 12) for n, v in printed.items()}, line
    for number, text in LOST.items():
        assert decimal(Fraction(count.stages[number - 1].non_transferable), 12) == text
    assert set(count.winners) == set("GDMC")


def test_nothing_is_lost_to_rounding():
    """The Scottish story: 2 votes on 9 papers are 2/9 each, 2 together."""
    second = counted(
        "gregory-inclusive", ballots({"AB": 9, "BC": 4, "CB": 3, "DC": 2}, "ABCD"), 2
    ).stages[1]
    assert (second.lost, second.votes[1]) == (0, 6)
    assert second.transfers[0].value == Fraction(2, 9)


def test_the_exact_quota_must_be_exceeded_the_others_equalled():
    """Nine papers, two seats: exactly 3 is the exact Droop quota, which three could have."""
    rows = {"A": 4, "B": 3, "C": 2}
    first = {
        name: [
            o.candidate
            for o in counted("gregory-inclusive", ballots(rows, "ABC"), 2, quota=name)
            .stages[0]
            .elected
        ]
        for name in ("droop", "droop-exact", "hare")
    }
    assert first == {"droop": [0], "droop-exact": [0], "hare": []}
    assert counted("gregory-inclusive", ballots(rows, "ABC"), 2, quota="hare").quota == Fraction(
        9, 2
    )


def test_votelib_elects_the_same(shared):
    """An independent program with exact fractions, on made-up contests and on real wards."""
    sequential = pytest.importorskip("votelib.evaluate.sequential")
    theirs = sequential.TransferableVoteSelector(transferer="Gregory", quota_function="droop")
    papers = [(Profile.of(generated(s, 6, 60), tuple("ABCDEF")), 3) for s in range(40)]
    real = wards(shared("scottish_stv/ballots.zip")).values()
    papers += sorted(real, key=lambda item: len(item[0]))[:20]
    compared = 0
    for profile, seats in papers:
        ours = settled("gregory-inclusive", profile, seats)
        try:
            elected = theirs.evaluate(dict(profile.rankings()), seats)
        except Exception:  # ties it does not settle, and its known endless loop
            continue
        if ours is not None:
            compared += 1
            assert set(ours.winners) == set(elected)
    assert compared >= 40


def test_dublin_west_2002_elects_the_three_it_elected(shared):
    """29,988 papers; Irish surpluses are drawn at random from a parcel: only winners compare."""
    (profile,) = preflib(shared("preflib_ranked/preflib_ranked.zip"), "00001").values()
    for rule in ("gregory-inclusive", "gregory-last-parcel"):
        count = counted(rule, profile, 3)
        assert (count.valid, count.quota) == (29988, 7498)
        assert [w.split()[1] for w in count.winners] == ["Lenihan", "Higgins", "Burton"]
