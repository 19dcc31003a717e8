"""What must balance in a paper account, on real declarations and on planted errors."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hustings
import hustings.api.declarations
from hustings.auditing.account import balance, fails, papers_of, turnouts
from hustings.formats.results import parse_results
from hustings.model.account import FIGURES, Channel, PaperAccount, Papers

NEC_2006 = PaperAccount(papers=Papers(issued=178_889, returned=36_316, rejected=400, valid=35_916))
"""Labour NEC, constituency section 2006: thedaily.wordpress.com, 4 August 2006."""
NEC_2018 = PaperAccount(
    papers=Papers(issued=506_320, returned=164_580, rejected=1_131, valid=163_449),
    channels=(
        Channel("online", Papers(returned=118_594)),
        Channel("post", Papers(returned=45_986)),
    ),
)
"""Labour NEC, constituency section, September 2018: annblack.co.uk, 18 September 2018."""
UCU_2008 = PaperAccount(
    papers=Papers(issued=116_792, returned=10_877, rejected=1_244, valid=10_367)
)
"""UCU, disabled members' seat: scrutineer's report of 3 March 2008; it does not add up."""


@pytest.mark.parametrize("account", [NEC_2006, NEC_2018])
def test_sound_declarations_balance(account: PaperAccount) -> None:
    found = balance(account)
    assert fails(found) == ()
    assert {s.code for s in found if s.verdict == "ok"} >= {"arrived", "valid"}


def test_the_turnout_of_2006_by_both_definitions() -> None:
    shares = turnouts(NEC_2006.whole)
    assert [t.percent for t in shares] == ["20.3", "20.1"]
    assert shares[0].definition != shares[1].definition


def test_the_channels_of_2018_make_up_the_whole() -> None:
    said = [s.said for s in balance(NEC_2018) if s.code == "channels"]
    assert said == ["returned 164,580 = online 118,594 + post 45,986"]
    wrong = replace(NEC_2018, channels=(NEC_2018.channels[0], Channel("post", Papers(returned=1))))
    (failed,) = fails(balance(wrong))
    assert failed.difference == 164_580 - 118_595


def test_the_report_that_is_off_by_734() -> None:
    (failed,) = fails(balance(UCU_2008))
    assert failed.difference == 734
    assert str(failed).endswith("= 9,633 (+734)")


SOUND = PaperAccount(
    papers=Papers(
        issued=212,
        reissued=4,
        undelivered=3,
        returned=81,
        late=3,
        duplicate=1,
        rejected=2,
        valid=75,
        reasons=(("blank", 2),),
    )
)


@pytest.mark.parametrize("name", ["returned", "late", "duplicate", "rejected", "valid"])
@pytest.mark.parametrize("off", [-1, 1, 100])
def test_a_changed_figure_is_found(name: str, off: int) -> None:
    value = getattr(SOUND.papers, name) + off
    wrong = replace(SOUND, papers=replace(SOUND.papers, **{name: value}))
    assert fails(balance(SOUND)) == ()
    assert fails(balance(wrong))


def test_more_undelivered_than_sent_out_is_found() -> None:
    wrong = replace(SOUND, papers=replace(SOUND.papers, undelivered=300))
    assert {s.code for s in fails(balance(wrong))} == {"sent", "arrived"}


@pytest.mark.parametrize("name", FIGURES)
def test_what_is_not_stated_cannot_fail(name: str) -> None:
    """A figure left out makes a statement open, or counts as none; it makes no failure appear."""
    papers = replace(SOUND.papers, **{name: None}, reasons=())
    found = fails(balance(replace(SOUND, papers=papers)))
    assert {s.code for s in found} <= ({"valid"} if name in {"late", "duplicate"} else set())


def test_special_ballots_and_mails() -> None:
    told = replace(SOUND, mails=(("sent", 10), ("bounced", 11)), special=82)
    assert [s.code for s in fails(balance(told))] == ["mails", "special"]


def test_late_papers_of_one_channel_count_in_the_whole() -> None:
    post = Papers(issued=5, returned=3, late=1, rejected=0, valid=2)
    web = Papers(issued=5, returned=4, duplicate=1, rejected=0, valid=3)
    account = PaperAccount(channels=(Channel("post", post), Channel("web", web)))
    assert account.whole == Papers(issued=10, returned=7, late=1, duplicate=1, rejected=0, valid=5)
    assert fails(balance(account)) == ()


def test_the_account_beside_the_papers_counted() -> None:
    count = hustings.count({("Ann",): 40, ("Bo",): 35}, "block-vote", seats=1)
    assert fails(balance(SOUND, count)) == ()
    fewer = hustings.count({("Ann",): 40, ("Bo",): 34}, "block-vote", seats=1)
    (failed,) = fails(balance(SOUND, fewer))
    assert (failed.code, failed.difference) == ("count", 1)


def test_papers_counted_stand_in_for_valid_papers_that_are_not_stated() -> None:
    count = hustings.count({("Ann",): 40, ("Bo",): 35}, "block-vote", seats=1)
    papers = replace(SOUND.papers, valid=None)
    assert fails(balance(replace(SOUND, papers=papers), count)) == ()
    wrong = replace(papers, returned=82)
    (failed,) = fails(balance(replace(SOUND, papers=wrong), count))
    assert (failed.code, failed.difference) == ("valid", -1)
    (share,) = hustings.api.declarations.declare(
        count, PaperAccount(papers=Papers(issued=300))
    ).turnouts
    assert share.percent == "25.0"


TABLE = """Committee, 1 seat
Papers issued 212
Papers returned 81
Invalid papers 6
Valid papers 75
Ann Ash 40 elected
Bo Birch 35
"""


def test_the_account_beside_the_result_as_stated() -> None:
    """The result counts late and duplicate papers among the invalid; the account does not."""
    (declared,) = parse_results(TABLE, "table.txt")
    assert papers_of(declared) == Papers(issued=212, returned=81, rejected=6, valid=75)
    (failed,) = fails(balance(SOUND, declared))
    assert (failed.code, failed.difference) == ("table", -4)
    assert fails(balance(PaperAccount(), declared)) == ()


COUNTS = st.integers(0, 500)


@st.composite
def sound_papers(draw: st.DrawFn) -> Papers:
    """Papers as they come back from a real ballot: every figure follows from what happened."""
    valid, late, duplicate = draw(COUNTS), draw(COUNTS), draw(COUNTS)
    reasons = tuple(zip(("blank", "torn"), (draw(COUNTS), draw(COUNTS))))
    rejected, silent = sum(n for _, n in reasons), draw(COUNTS)
    lost, returned = draw(COUNTS), valid + late + duplicate + rejected
    issued = valid + rejected + late + silent + lost
    return Papers(
        issued=issued,
        reissued=duplicate + lost,
        undelivered=lost,
        returned=returned,
        late=late,
        duplicate=duplicate,
        rejected=rejected,
        valid=valid,
        reasons=reasons,
    )


@given(sound_papers(), sound_papers())
def test_no_false_alarm_on_sound_accounts(post: Papers, web: Papers) -> None:
    """By channel and as a whole, whether the whole is stated or summed."""
    channels = (Channel("post", post), Channel("web", web))
    summed = PaperAccount(channels=channels)
    stated = PaperAccount(papers=replace(summed.whole, reasons=()), channels=channels)
    for account in (summed, stated):
        assert fails(balance(account)) == ()


@given(
    sound_papers(),
    st.sampled_from(["returned", "late", "duplicate", "rejected", "valid"]),
    st.integers(1, 100),
)
def test_one_wrong_figure_is_always_found(papers: Papers, name: str, off: int) -> None:
    wrong = replace(papers, **{name: getattr(papers, name) + off})
    assert fails(balance(PaperAccount(papers=wrong)))


def test_reasons_of_some_channels_are_not_those_of_all() -> None:
    """Where one channel leaves its rejected papers open, nothing is known of the whole."""
    post = Papers(returned=10, rejected=2, valid=8, reasons=(("torn", 2),))
    web = Papers(returned=20, valid=15)
    account = PaperAccount(channels=(Channel("post", post), Channel("web", web)))
    assert account.whole.stated("rejected") is None
    assert fails(balance(account)) == ()
    known = PaperAccount(papers=Papers(rejected=7), channels=account.channels)
    assert fails(balance(known)) == ()
