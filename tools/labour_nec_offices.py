"""Who sat on the NEC and on Momentum's group, who could do what, and who followed: labour-nec.

Data for `build_labour_nec.py`. Every address was read; the wording is ours. Mostly data, so long.
"""

from __future__ import annotations

from collections.abc import Iterable

Row = dict[str, str]

SOURCES = {
    "akehurst-2022-09": "http://lukeakehurst.blogspot.com/2022/09/"
    "nec-report-20-september-2022.html",
    "awl-2019-06": "https://workersliberty.org/story/2019-06-20/labour-partys-new-rules",
    "bbc-2018-03": "http://www.bbc.co.uk/news/uk-politics-43605840",
    "black-2005-05": "http://www.annblack.co.uk/nec-meeting-24-may-2005/",
    "black-2005": "https://www.annblack.co.uk/2005/",
    "black-2018-01": "http://www.southsuffolklabour.co.uk/ann_black_nec_committees_report_january_2018",
    "black-2018-05": "http://www.annblack.co.uk/nec-meeting-22-may-2018/",
    "black-2020-11": "http://www.annblack.co.uk/nec-report-24-november-2020/",
    "black-2024-07": "https://labourlist.org/2024/07/"
    "labour-nec-report-ann-black-general-election-results-strategy-party-conference/?amp",
    "black-reports": "https://www.annblack.co.uk/reports-of-meetings/",
    "caa-2022-01": "https://antisemitism.org/laura-pidcock-quits-labours-ruling-nec-after-motion-"
    "to-restore-whip-to-antisemite-jeremy-corbyn-fails/",
    "chakrabarti-35": "https://viewer.joomag.com/chakrabarti-inquiry/0755894001467292557/p35",
    "chakrabarti-36": "https://viewer.joomag.com/chakrabarti-inquiry/0755894001467292557/p36",
    "clarion-2018-04": "https://theclarionmag.org/2018/04/19/momentum-ncg-results-some-analysis/",
    "daily-2006-08": "https://thedaily.wordpress.com/2006/08/03/labour-party-nec-results/",
    "democracy-review": "https://es.scribd.com/document/385045401/4-National-Executive-Committee",
    "derbyshire-2016-09": "http://www.derbyshiredaleslabour.org.uk/nec",
    "guardian-2016-05": "https://www.theguardian.com/politics/2016/may/10/"
    "ken-livingstone-gives-up-place-labour-nec",
    "guardian-2016-07": "https://www.theguardian.com/politics/2016/jul/12/"
    "jeremy-corbyn-must-be-on-labour-leadership-ballot-paper-party-rules-nec",
    "guardian-2018-03": "https://www.theguardian.com/world/2018/mar/31/"
    "christine-shawcroft-to-be-replaced-by-eddie-izzard-on-labours-nec",
    "guardian-2018-07": "https://www.theguardian.com/politics/2018/jul/18/"
    "labour-party-to-take-action-against-mp-who-called-corbyn-a-racist",
    "guardian-2022-01": "https://d33gy59ovltp76.cloudfront.net/news/"
    "member-of-labour-s-ruling-body-resigns-after-failure-to-restore-whip-to-corbyn",
    "henderson-2020-02": "http://grassrootslabour.net/2020/02/05/"
    "nec-report-january-2020-clp-reps-section-ann-henderson",
    "huff-2016-07": "https://www.huffingtonpost.co.uk/entry/"
    "jeremy-corbyn-national-executive-committee-nec-how-he-triumphed_uk_57856207e4b08078d6e765d3"
    "?92c3zmvy5gpjjaif6r",
    "huff-2018-01": "http://www.huffingtonpost.co.uk/entry/christine-shawcroft-replaces-ann-black-"
    "as-chair-of-labours-nec-disputes-panel_uk_5a5dfb3be4b04f3c55a5e19c",
    "huff-2018-04": "https://www.huffingtonpost.co.uk/entry/"
    "lara-mcneill-labours-new-nec-youth-rep-i-dont-want-to-be-an-mp_uk_5abce2d6e4b04a59a3150dc8",
    "independent-2016-05": "https://www.independent.co.uk/news/uk/politics/"
    "ken-livingstone-ditched-as-candidate-for-labours-ruling-nec-after-antisemitism-row-"
    "a7022676.html",
    "independent-2018-01": "https://www.independent.co.uk/news/uk/politics/jeremy-corbyn-labour-"
    "party-nec-elections-left-wing-control-conference-decisions-governing-body-a8159851.html",
    "independent-2018-08": "https://independent.co.uk/news/uk/politics/"
    "labour-antisemitism-latest-margaret-hodge-investigation-jeremy-corbyn-confrontation-"
    "a8480301.html",
    "itv-2018-08": "https://itv.com/news/2018-08-03/"
    "labour-offers-to-drop-disciplinary-action-against-hodge-in-anti-semitism-row",
    "kenyon-2010-09": "https://petergkenyon.typepad.com/peterkenyon/2010/09/"
    "left-and-right-share-labour-party-nec-places.html",
    "leftfutures-2010-11": "https://www.leftfutures.org/2010/11/"
    "joanna-baxter-replaces-oona-king-on-the-nec/",
    "leftfutures-2016-06": "https://www.leftfutures.org/2016/06/"
    "left-take-strong-lead-in-election-for-labours-national-executive/",
    "leftfutures-2016-07": "https://www.leftfutures.org/2016/07/"
    "jezwecanagain-corbyn-on-the-ballot-automatically/",
    "list-2010-11": "https://labourlist.org/2010/11/johanna-baxter-joins-labours-nec",
    "list-2012-06": "https://labourlist.org/2012/06/labours-nec-the-results/",
    "list-2014-08": "https://labourlist.org/2014/08/labour-nec-elections-the-results/",
    "list-2016-08": "https://labourlist.org/2016/08/"
    "clean-sweep-for-pro-corbyn-left-wingers-in-nec-elections/",
    "list-2017-04": "http://labourlist.org/2017/04/ken-livingstone-suspended-for-another-year/"
    "?utm_source=feedburner&utm_medium=feed&utm_campaign=Feed%3A+LabourListLatestPosts+"
    "%28LabourList%29",
    "list-2018-01": "https://labourlist.org/2018/01/"
    "fresh-row-as-momentum-official-replaces-veteran-chair-of-labour-disciplinary-panel",
    "list-2018-02": "https://labourlist.org/2018/02/new-momentum-slate-for-nec-revealed",
    "list-2018-09": "https://labourlist.org/2018/09/"
    "revealed-labours-new-democracy-review-proposals/?utm_source=feedburner&utm_medium=feed"
    "&utm_campaign=Feed%3A+LabourListLatestPosts+%28LabourList%29",
    "list-2020-02": "https://labourlist.org/2020/02/"
    "labours-nec-by-elections-just-got-even-more-complicated",
    "list-2020-04": "https://labourlist.org/2020/04/"
    "corbynsceptics-sweep-the-board-in-labours-ruling-body-by-elections/",
    "list-2020-04-frontbench": "https://labourlist.org/2020/04/"
    "how-the-composition-of-labours-nec-has-changed-since-starmer-was-elected/",
    "list-2020-06": "https://labourlist.org/2020/06/"
    "labour-nec-changes-voting-system-for-internal-elections-in-starmer-win/",
    "list-2020-11": "https://labourlist.org/2020/11/"
    "labour-national-executive-committee-election-results-released/?utm_source=feedburner"
    "&utm_medium=feed&utm_campaign=Feed%3A+LabourListLatestPosts+%28LabourList%29",
    "list-2022-01": "https://labourlist.org/2022/01/"
    "laura-pidcock-resigns-from-labour-nec-citing-hostile-territory-for-socialists/",
    "list-2022-02": "https://labourlist.org/2022/02/"
    "ann-henderson-set-to-join-labour-nec-after-laura-pidcock-resignation",
    "list-2022-09": "https://labourlist.org/2022/09/"
    "results-released-in-nec-national-policy-forum-and-youth-wing-elections",
    "list-2022-09-suspended": "https://labourlist.org/2022/09/"
    "labour-nec-member-suspended-for-speaking-at-proscribed-groups-event/",
    "list-2022-12": "https://labourlist.org/2022/12/"
    "wimborne-idrissi-removed-as-nec-member-following-expulsion-from-party/",
    "list-2024-07": "https://labourlist.org/2024/07/"
    "labour-nec-internal-elections-clp-nominations-mps-withdraw/",
    "list-2024-07-plp": "https://labourlist.org/2024/07/"
    "plp-parliamentary-labour-party-chair-nec-elections/",
    "list-2024-09": "https://labourlist.org/2024/09/"
    "labour-nec-election-results-national-executive-committee-2024",
    "lno-2017-06": "https://www.londonnewsonline.co.uk/25507/"
    "ellie-reeves-makes-three-women-labour-mps-massive-majorities-lewisham/",
    "mancunian-2019-12": "https://mancunianmatters.co.uk/news/13122019-general-election-2019-"
    "labours-navendu-mishra-wins-stockport-seat-with-reduced-majority-compared-to-ann-coffey",
    "mi-2022-12": "https://momentuminternationalists.org/2022/12/17/"
    "reinstate-naomi-wimborne-idrissi",
    "momentum-constitution": "https://momentum.nationbuilder.com/constitution_summary",
    "momentum-ncg": "http://peoplesmomentum.com/ncg/",
    "momentum-willsman": "https://peoplesmomentum.com/nec2018-pete-willsman-decision/",
    "momentum-vote": "https://vote.peoplesmomentum.com/info",
    "ns-2016-09": "http://www.newstatesman.com/politics/staggers/2016/09/"
    "jeremy-corbyn-has-lost-his-nec-majority-and-worse-could-be-come",
    "ns-2016-10": "https://www.newstatesman.com/politics/the-staggers/2016/10/"
    "who-s-who-labour-s-national-executive-committee",
    "ns-2018-01-16": "https://www.newstatesman.com/politics/the-staggers/2018/01/"
    "labour-s-nec-row-over-ann-black-actually-row-about-parliamentary",
    "ns-2018-08-01": "https://www.newstatesman.com/politics/2018/08/"
    "momentum-dump-peter-willsman-their-nec-slate-direct-defiance-jeremy-corbyn",
    "ns-2018-08-06": "https://www.newstatesman.com/politics/2018/08/"
    "labour-step-back-brink-dropping-charges-against-margaret-hodge",
    "order-2019-05": "https://order-order.com/2019/05/31/pete-willsman-suspended-labour-party/",
    "perry-2020-11": "https://labourlist.org/2020/11/"
    "nec-chair-party-unity-2021-elections-and-transparency-alice-perrys-nec-report",
    "politicmag-2018": "https://politicmag.net/politics-news/"
    "jeremy-corbyn-ally-peter-willsman-apologises-after-anti-semitism-rant-uk-2092-2018",
    "rulebook-2018-docslib": "https://docslib.org/doc/1578054/labour-party-rule-book-2018",
    "rulebook-2018-scribd": "https://www.scribd.com/document/725864358/2018-Rule-Book",
    "sky-2018-04": "https://vhueurope.com/story/"
    "eddie-izzard-on-labour-nec-after-christine-shawcroft-resigns-over-anti-semitism-row-11311962",
    "skwawkbox-2018-01": "https://skwawkbox.org/2018/01/16/"
    "breaking-shawcroft-replaces-black-as-nec-disputes-panel-chair/",
    "skwawkbox-2018-03": "https://skwawkbox.org/2018/03/31/"
    "shawcroft-resigns-izzard-moves-in-nec-power-balance-remains-firm/",
    "skwawkbox-2018-08": "https://skwawkbox.org/2018/08/12/"
    "momentum-responds-to-camdens-strong-criticism-re-smear-response/?replytocom=77400",
    "skwawkbox-2018-10": "https://skwawkbox.org/2018/10/03/"
    "jc9-clp-reps-make-inaugural-collective-transparency-nec-meeting-report/",
    "skwawkbox-2019-05": "https://skwawkbox.org/2019/05/31/"
    "willsman-will-be-replaced-on-nec-by-new-ballot-of-members-if-vacancy-becomes-permanent/",
    "steemit-levy": "https://steemit.com/politics/@davelevy/new-governance-rules-for-labour-clps",
    "talkradio-2018-08": "https://talkradio.co.uk/news/"
    "labour-drop-disciplinary-inquiry-dame-margaret-hodge-18080727481",
    "theredrobin-2018-03": "https://www.theredrobin.scot/"
    "momentum_backed_candidates_win_young_labour_scotland_rep_and_nec_slot",
    "times-2018-04": "https://www.thetimes.co.uk/article/"
    "curtain-rises-on-politician-eddie-izzard-kqz3hznjk",
    "vox-2016-07": "https://voxpoliticalonline.com/2016/07/12/"
    "nec-rules-jeremy-corbyn-will-automatically-be-on-the-labour-leadership-ballot-paper/",
    "brevia-2020-11": "https://www.brevia.co.uk/news/general/what-do-the-nec-results-mean-for-labour/",
    "trent-2015-05": "https://thetrentonline.com/fourth-nigerian-elected-uks-parliament",
    "willsman-2016-01": "http://grassrootslabour.net/index.php?option=com_content&view=article"
    "&id=265:peter-willsmans-letter-to-clps-seeking-nec-nominations&catid=36:nec-reports&Itemid=56",
    "ukpol-2016-04": "https://www.ukpol.org.uk/2016/04/28/labour-suspend-ken-livingstone/",
    "ukpol-2022-12": "https://www.ukpol.co.uk/"
    "naomi-wimborne-idrissi-2022-comments-on-expulsion-from-labour-party/",
    "wikipedia-2017": "https://en.wikipedia.org/?oldid=814562313"
    "&title=National_Executive_Committee_of_the_Labour_Party",
    "wikipedia-copy": "http://5.180.24.3/info/national-executive-committee-(labour-party)",
    "williams-2016-07": "http://labourbriefing.squarespace.com/home/2016/7/18/"
    "nec-member-darren-williams-reports-on-that-momentous-meeting",
    "williams-2016-09": "http://darrenwilliams.org.uk/?p=56",
    "williams-2018-09": "http://www.darrenwilliams.org.uk/?m=201809",
}
"""Addresses by a short name."""


def said(sources: str, notes: str = "", sure: str = "", known: str = "") -> Row:
    """The columns every row has; two pages or more make `two-sources` unless `sure` says else."""
    pages = [SOURCES[name] for name in sources.split()]
    return {
        "source": " | ".join(pages),
        "confidence": sure or ("two-sources" if len(pages) > 1 else "one-source"),
        "notes": notes,
        "known_from": known,
    }


def sat(
    who: str,
    state: str,
    on: str,
    sources: str,
    section: str = "clp",
    contest: str = "",
    place: str = "",
    role: str = "",
    body: str = "nec",
    **words: str,
) -> Row:
    """One act of one person's office."""
    row = {"body_id": body, "section_id": section, "candidate_id": who, "state": state, "on": on}
    row |= {"contest_id": contest, "in_place_of": place, "role": role}
    return row | said(sources, **words)


def term(who: str, on: str, contest: str, sources: str, **words: str) -> list[Row]:
    """Everybody who takes or keeps a members' seat on one day."""
    return [sat(name, "seated", on, sources, contest=contest, **words) for name in who.split()]


def ended(who: str, on: str, sources: str, **words: str) -> list[Row]:
    """Everybody whose members' seat ends on one day."""
    return [sat(name, "term ended", on, sources, **words) for name in who.split()]


def elected_mp(who: str, on: str, sources: str) -> list[Row]:
    """Everybody who becomes an MP, which a member of the members' section may not be."""
    note = "elected to Parliament; the day is polling day"
    return [sat(name, "incompatible", on, sources, notes=note) for name in who.split()]


PERSONS = {
    "neeraj-patil": ("Neeraj Patil", "black-2024-07"),
    "jose-alexander": ("Jose Alexander", "black-2024-07"),
    "jeremy-corbyn": ("Jeremy Corbyn", "wikipedia-2017 ns-2016-10"),
    "tom-watson": ("Tom Watson", "wikipedia-2017 ns-2016-10"),
    "diana-holland": ("Diana Holland", "ns-2016-10"),
    "rebecca-long-bailey": ("Rebecca Long-Bailey", "ns-2016-10 list-2020-04-frontbench"),
    "jon-trickett": ("Jon Trickett", "list-2020-04-frontbench"),
    "diane-abbott": ("Diane Abbott", "list-2020-04-frontbench"),
    "richard-corbett": ("Richard Corbett", "williams-2018-09"),
    "lara-mcneill": ("Lara McNeill", "huff-2018-04 theredrobin-2018-03"),
    "keith-vaz": ("Keith Vaz", "ns-2016-09 list-2020-04"),
    "carwyn-jones": ("Carwyn Jones", "black-2018-05"),
    "andy-kerr": ("Andy Kerr", "black-2018-05 wikipedia-2017"),
    "wendy-nichols": ("Wendy Nichols", "black-2018-05"),
    "andi-fox": ("Andi Fox", "black-2018-05"),
    "paddy-lillis": ("Paddy Lillis", "black-2018-05"),
    "joanne-cairns": ("Joanne Cairns", "black-2018-01"),
    "margaret-beckett": ("Margaret Beckett", "black-2018-05"),
    "shabana-mahmood": ("Shabana Mahmood", "black-2018-05"),
    "nick-forbes": ("Nick Forbes", "list-2016-08 williams-2018-09"),
    "alice-perry": ("Alice Perry", "list-2016-08 list-2014-08"),
    "aneesa-akbar": ("Aneesa Akbar", "momentum-ncg"),
    "elizabeth-hayden": ("Elizabeth Hayden", "momentum-ncg"),
    "liz-smith": ("Liz Smith", "momentum-ncg"),
    "john-taylor": ("John Taylor", "momentum-ncg"),
    "natasha-josette": ("Natasha Josette", "momentum-ncg"),
    "martin-menear": ("Martin Menear", "momentum-ncg"),
    "michael-thawe": ("Michael Thawe", "momentum-ncg"),
    "apsana-begum": ("Apsana Begum", "momentum-ncg"),
    "becky-boumelha": ("Becky Boumelha", "momentum-ncg"),
    "yannis-gourtsoyannis": ("Yannis Gourtsoyannis", "momentum-ncg"),
    "joseph-ejiofor": ("Joseph Ejiofor", "momentum-ncg"),
    "emine-ibrahim": ("Emine Ibrahim", "momentum-ncg"),
    "helen-mcdonald": ("Helen McDonald", "momentum-ncg"),
}
"""People who held an office and are not in the compiled tables: name and pages."""

RUNNERS_UP = {
    "mish-rahman": ("10", "2022-12-17", "mi-2022-12 list-2022-09"),
    "jane-thomas": ("11", "2024-07-31", "black-2024-07 list-2022-09"),
    "neeraj-patil": ("12", "2024-07-31", "black-2024-07"),
    "jose-alexander": ("13", "2024-07-31", "black-2024-07"),
}
"""Runners-up of 2022: place, since when it could be read, and pages."""
ORDER_OF_2022 = (
    "place among those not elected as later pages give it: Rahman the next runner-up (December "
    "2022), then Thomas, Patil and Alexander as a page of July 2024 lists them; the stages of the "
    "count were not found"
)

NEC_SINCE: Row = {
    "as_of": "2018-01-23",
    "notes": "39 seats in all since the three new members' seats were filled in January 2018",
    "confidence": "two-sources",
}
"""The NEC's first meeting with all its 39 seats (reported in `black-2018-01`)."""

NCG = "Momentum National Coordinating Group"
NCG_SECTIONS = (
    ("members-north", "Members: North, Scotland and international"),
    ("members-midlands", "Members: Midlands, East, West and Wales"),
    ("members-london", "Members: London and the South East"),
    ("office-holders", "Labour public office holders"),
)

MEMBERS: list[Row] = [
    # members' section: cases before 2016, as far as pages tell them
    sat("shahid-malik", "seated", "2004", "black-2005-05", contest="nec-clp-2004"),
    *elected_mp("shahid-malik", "2005-05-05", "black-2005-05"),
    sat(
        "louise-baldock",
        "seated",
        "2005-05-24",
        "black-2005-05",
        contest="nec-clp-2004",
        place="shahid-malik",
        notes="the runner-up of 2004; first meeting",
    ),
    sat(
        "louise-baldock",
        "term ended",
        "2006",
        "daily-2006-08",
        notes="not among the six elected in August 2006",
        sure="derived",
    ),
    sat(
        "ruth-turner",
        "seated",
        "2004",
        "black-2005",
        contest="nec-clp-2004",
        notes="sat until July 2005; the contest is read from the term",
        sure="derived",
    ),
    sat(
        "ruth-turner",
        "resigned",
        "2005-07",
        "black-2005",
        notes="takes a post in Number 10; how and when the seat ended is not given",
        sure="derived",
    ),
    sat(
        "pete-willsman",
        "seated",
        "2005-07-19",
        "black-2005",
        contest="nec-clp-2004",
        place="ruth-turner",
        notes="first meeting",
    ),
    sat(
        "pete-willsman",
        "seated",
        "2006-08-03",
        "daily-2006-08",
        contest="nec-clp-2006",
        notes="held the seat before the contest too",
    ),
    sat(
        "pete-willsman",
        "term ended",
        "2010-09-29",
        "kenyon-2010-09",
        notes="not among the six elected in September 2010",
    ),
    sat("oona-king", "seated", "2010-09-29", "kenyon-2010-09", contest="nec-clp-2010"),
    sat(
        "oona-king",
        "incompatible",
        "2010-11",
        "leftfutures-2010-11 list-2010-11",
        notes="appointed to the House of Lords",
    ),
    sat(
        "johanna-baxter",
        "seated",
        "2010-11",
        "leftfutures-2010-11 list-2010-11",
        contest="nec-clp-2010",
        place="oona-king",
        notes="the first runner-up of 2010",
    ),
    sat(
        "ken-livingstone",
        "seated",
        "2014-08-20",
        "list-2014-08",
        contest="nec-clp-2014",
        notes="held the seat before the contest too",
    ),
    sat(
        "johanna-baxter",
        "seated",
        "2012-06-20",
        "list-2012-06",
        contest="nec-clp-2012",
        notes="held the seat before the contest too",
    ),
    sat(
        "johanna-baxter",
        "seated",
        "2014-08-20",
        "list-2014-08",
        contest="nec-clp-2014",
        notes="held the seat before the contest too",
    ),
    *ended(
        "johanna-baxter",
        "2016-09-27",
        "list-2016-08 derbyshire-2016-09",
        notes="the new NEC met at conference",
        sure="derived",
    ),
    sat("kate-osamor", "seated", "2014-09", "list-2014-08", contest="nec-clp-2014"),
    sat(
        "kate-osamor",
        "incompatible",
        "2015-05-07",
        "trent-2015-05 leftfutures-2016-06",
        notes="elected to Parliament; the second page says that the seat was filled again for it",
        known="2016-06-24",
    ),
    sat(
        "pete-willsman",
        "seated",
        "2016-01",
        "willsman-2016-01 leftfutures-2016-06",
        contest="nec-clp-2014",
        place="kate-osamor",
        notes="the first runner-up of 2014; sat by this month, since when is not given; the second "
        "page says that he came in when Osamor became an MP",
        known="2016-06-24",
    ),
    sat("ken-livingstone", "suspended", "2016-04-28", "ukpol-2016-04"),
    sat(
        "ken-livingstone",
        "resigned",
        "2016-05-10",
        "guardian-2016-05 williams-2016-07",
        notes="the page says that he gives up his place; how and when it ended is not given",
        sure="derived",
    ),
    sat(
        "darren-williams",
        "seated",
        "2016-07-12",
        "williams-2016-07 willsman-2016-01",
        contest="nec-clp-2014",
        place="ken-livingstone",
        notes="first meeting; the second runner-up of 2014, the first sat already",
    ),
    # 2016 to 2018
    *term(
        "ann-black christine-shawcroft claudia-webbe darren-williams rhea-wolfson pete-willsman",
        "2016-09-27",
        "nec-clp-2016",
        "list-2016-08 derbyshire-2016-09 ns-2016-09",
        notes="the new NEC met at conference",
        sure="derived",
    ),
    *term(
        "yasmine-dar jon-lansman rachel-garnham",
        "2018-01-15",
        "nec-clp-2018-01",
        "independent-2018-01 list-2018-01 black-2018-01",
        notes="three new seats; voted on the next day; welcomed at the meeting of 23 January",
    ),
    sat(
        "christine-shawcroft",
        "resigned",
        "2018-03-31",
        "guardian-2018-03 bbc-2018-03 skwawkbox-2018-03",
    ),
    sat(
        "eddie-izzard",
        "seated",
        "2018-03-31",
        "guardian-2018-03 times-2018-04 sky-2018-04 skwawkbox-2018-03",
        contest="nec-clp-2018-01",
        place="christine-shawcroft",
        notes="the contest as the Guardian and the Times give it; Sky gives the votes of 2016",
    ),
    *ended(
        "ann-black eddie-izzard rhea-wolfson",
        "2018-09-25",
        "skwawkbox-2018-10 black-reports",
    ),
    # 2018 to 2020
    *term(
        "yasmine-dar claudia-webbe jon-lansman rachel-garnham huda-elmi darren-williams "
        "ann-henderson navendu-mishra pete-willsman",
        "2018-09-25",
        "nec-clp-2018-09",
        "skwawkbox-2018-10",
        notes="first meeting of the new NEC, at conference",
    ),
    sat(
        "pete-willsman",
        "suspended",
        "2019-05-31",
        "order-2019-05 skwawkbox-2019-05",
        notes="from the party; the seat is not vacant",
    ),
    *elected_mp("claudia-webbe", "2019-12-12", "list-2020-02 henderson-2020-02"),
    *elected_mp("navendu-mishra", "2019-12-12", "list-2020-02 henderson-2020-02 mancunian-2019-12"),
    *term(
        "gurinder-singh-josan johanna-baxter",
        "2020-04-04",
        "nec-clp-2020-04",
        "list-2020-04",
        notes="by-election for two seats (of Webbe and Mishra) in one ballot",
    ),
    *ended(
        "huda-elmi jon-lansman rachel-garnham darren-williams ann-henderson pete-willsman",
        "2020-11-24",
        "list-2020-11 perry-2020-11",
        notes="the meeting that thanked those who left and welcomed those who came",
    ),
    # 2020 to 2022
    *term(
        "luke-akehurst laura-pidcock ann-black johanna-baxter gurinder-singh-josan yasmine-dar "
        "gemma-bolton mish-rahman nadia-jama",
        "2020-11-24",
        "nec-clp-2020-11",
        "list-2020-11 perry-2020-11",
        notes="first meeting of the new NEC",
    ),
    sat("laura-pidcock", "resigned", "2022-01-26", "list-2022-01 list-2022-02"),
    sat(
        "ann-henderson",
        "seated",
        "2022-02",
        "list-2022-02",
        contest="nec-clp-2020-11",
        place="laura-pidcock",
        notes="after the papers of 2020 were counted again without the member who left",
    ),
    *ended(
        "mish-rahman nadia-jama ann-henderson",
        "2022-09",
        "list-2022-09 akehurst-2022-09",
        notes="new members take office on the last evening of conference",
        sure="derived",
    ),
    # 2022 to 2024
    *term(
        "luke-akehurst gurinder-singh-josan johanna-baxter abdi-duale yasmine-dar gemma-bolton "
        "jess-barnard ann-black",
        "2022-09",
        "nec-clp-2022",
        "list-2022-09 akehurst-2022-09",
        notes="new members take office on the last evening of conference",
        sure="derived",
    ),
    sat(
        "naomi-wimborne-idrissi",
        "elected",
        "2022-09-01",
        "list-2022-09-suspended list-2022-09",
        contest="nec-clp-2022",
    ),
    sat(
        "naomi-wimborne-idrissi",
        "suspended",
        "2022-09",
        "list-2022-09-suspended",
        notes="before taking the seat; may not attend",
    ),
    sat(
        "naomi-wimborne-idrissi",
        "expelled",
        "2022-12-15",
        "list-2022-12 ukpol-2022-12",
        notes="party membership ended, and with it the seat",
    ),
    sat(
        "mish-rahman",
        "seated",
        "2022-12-17",
        "mi-2022-12",
        contest="nec-clp-2022",
        place="naomi-wimborne-idrissi",
        notes="as the next runner-up; the day is that of the page",
    ),
    *elected_mp(
        "luke-akehurst johanna-baxter gurinder-singh-josan",
        "2024-07-04",
        "list-2024-07 black-2024-07 list-2024-07-plp",
    ),
    *term(
        "jane-thomas neeraj-patil jose-alexander",
        "2024-07",
        "nec-clp-2022",
        "black-2024-07 list-2024-07",
        notes="for Akehurst, Baxter and Josan, as runners-up, until the next contest; which "
        "followed whom is not stated",
    ),
    *ended("mish-rahman neeraj-patil jose-alexander", "2024-09", "list-2024-09"),
    *term(
        "ann-black jess-barnard gemma-bolton jane-thomas angie-davies yasmine-dar peter-mason "
        "abdi-duale cat-arnold",
        "2024-09",
        "nec-clp-2024",
        "list-2024-09 akehurst-2022-09",
        notes="the month of the declaration; the day they took office was not found",
        sure="derived",
    ),
]

IN_2018 = (
    ("jeremy-corbyn", "leader", "leader", "wikipedia-2017 ns-2018-08-01", ""),
    ("tom-watson", "deputy", "deputy leader", "wikipedia-2017 politicmag-2018", ""),
    ("diana-holland", "treasurer", "treasurer", "ns-2016-10", ""),
    ("rebecca-long-bailey", "frontbench", "front bench", "ns-2016-10 list-2020-04-frontbench", ""),
    ("richard-corbett", "eplp-leader", "leader of MEPs", "williams-2018-09", ""),
    ("jon-trickett", "frontbench", "front bench", "list-2020-04-frontbench", "derived"),
    ("diane-abbott", "frontbench", "front bench", "list-2020-04-frontbench", "derived"),
    ("keith-vaz", "socialist-societies", "BAME Labour", "ns-2016-09 list-2020-04", ""),
    ("carwyn-jones", "scotland-wales", "Welsh Labour", "black-2018-05", ""),
    ("andy-kerr", "unions", "chair of the NEC", "black-2018-05 wikipedia-2017", ""),
    ("wendy-nichols", "unions", "vice-chair of the NEC", "black-2018-05", ""),
    ("andi-fox", "unions", "union representative", "black-2018-05", "derived"),
    ("paddy-lillis", "unions", "union representative", "black-2018-05", ""),
    ("joanne-cairns", "unions", "union representative", "black-2018-01", "derived"),
    ("margaret-beckett", "plp", "MP", "black-2018-05", "derived"),
    ("shabana-mahmood", "plp", "MP", "black-2018-05", "derived"),
    ("nick-forbes", "councillors", "councillor", "list-2016-08 williams-2018-09", ""),
    ("alice-perry", "councillors", "councillor", "list-2016-08 list-2014-08", ""),
)
"""Others who sat in the summer of 2018: person, section, role, pages, how sure."""
READ_LATER = {
    "richard-corbett": "2018-09-30",
    "jon-trickett": "2020-04-30",
    "diane-abbott": "2020-04-30",
}
"""Whose only page is later than the summer of 2018: known from the page."""
MEMBERS += [
    sat(
        who,
        "seated",
        "2018-07-26",
        pages,
        section=section,
        role=role,
        sure=sure,
        known=READ_LATER.get(who, ""),
        notes="sat on this day; since when and until when was not looked up",
    )
    for who, section, role, pages, sure in IN_2018
]
MEMBERS.append(
    sat(
        "lara-mcneill",
        "seated",
        "2018-03",
        "huff-2018-04 theredrobin-2018-03",
        section="youth",
        role="youth representative",
    )
)

OFFICERS = frozenset(
    "elizabeth-hayden martin-menear cecile-wright becky-boumelha jon-lansman leigh-drennan "
    "emine-ibrahim".split()
)
NCG_2018 = {
    "members-north": "aneesa-akbar elizabeth-hayden liz-smith john-taylor",
    "members-midlands": "natasha-josette martin-menear michael-thawe cecile-wright",
    "members-london": "apsana-begum becky-boumelha yannis-gourtsoyannis jon-lansman",
    "office-holders": "leigh-drennan joseph-ejiofor emine-ibrahim helen-mcdonald",
}
MEMBERS += [
    sat(
        who,
        "seated",
        "2018-04-19",
        "momentum-ncg clarion-2018-04" if section != "office-holders" else "momentum-ncg",
        section=section,
        body="momentum-ncg",
        role="officer" if who in OFFICERS else "",
        sure="derived" if who in OFFICERS else "",
        notes="the page prints the word officers below the name" if who in OFFICERS else "",
    )
    for section, names in NCG_2018.items()
    for who in names.split()
]


def stands(section: str, seats: int, camp: str, lean: str, on: str, sources: str, **w: str) -> Row:
    """So many seats of a section of the NEC on support for the party leader."""
    row = {"body_id": "nec", "issue": "leadership", "section_id": section, "seats": str(seats)}
    return row | {"camp": camp, "lean": lean, "on": on} | said(sources, **w)


def tied(section: str, seats: int, camp: str = "the fourteen", lean: str = "hard") -> Row:
    """So many seats of a section of Momentum's group on its own leadership."""
    note = "the page calls 14 of the 16 closely tied to the chair; in which sections they sit is "
    row = stands(
        section,
        seats,
        camp,
        lean,
        "2018-08-01",
        "ns-2018-08-01 clarion-2018-04",
        sure="derived",
        notes=note + "read from the office slate's ten and the four office holders",
    )
    return row | {"body_id": "momentum-ncg"}


CAMPS: list[Row] = [
    stands("leader", 1, "left", "hard", "2018-07-26", "wikipedia-2017", notes="the leader"),
    stands(
        "frontbench",
        3,
        "left",
        "hard",
        "2018-07-26",
        "wikipedia-2017 ns-2016-10",
        sure="derived",
        notes="named by the leader or the shadow cabinet; one of the three described as loyal to "
        "the leader in 2016",
    ),
    stands(
        "youth",
        1,
        "left",
        "hard",
        "2018-04-01",
        "huff-2018-04 theredrobin-2018-03",
        notes="elected with Momentum's backing",
    ),
    stands(
        "clp",
        7,
        "left",
        "hard",
        "2018-03-31",
        "list-2016-08 independent-2018-01 list-2018-02",
        sure="derived",
        notes="elected on the left slate of 2016 or January 2018, and not left off the next",
    ),
    stands(
        "clp",
        1,
        "swing",
        "soft",
        "2018-01-16",
        "ns-2018-01-16 ns-2016-09",
        sure="one-source",
        notes="described as one of the swing votes, here and in 2016",
    ),
    stands(
        "clp",
        1,
        "independent",
        "soft",
        "2018-03-31",
        "skwawkbox-2018-03 guardian-2018-03",
        notes="stood as an independent, backed by the centre-left",
    ),
    stands(
        "treasurer",
        1,
        "swing",
        "soft",
        "2016-10",
        "ns-2016-10",
        notes="described as one who can be a swing vote",
    ),
    stands(
        "socialist-societies",
        1,
        "swing",
        "soft",
        "2016-09-28",
        "ns-2016-09",
        notes="the representative of BAME Labour described as a swing voter",
    ),
    stands(
        "councillors",
        2,
        "independent",
        "soft",
        "2016-08-08",
        "list-2016-08",
        notes="described as more independent than factional; one of the two named as a swing "
        "voter by another page of September 2016",
    ),
    tied("members-north", 3),
    tied("members-north", 1, "not tied", "soft"),
    tied("members-midlands", 4),
    tied("members-london", 3),
    tied("members-london", 1, "not tied", "soft"),
    tied("office-holders", 4),
]


def vote(
    on: str, question: str, ayes: int, noes: int, outcome: str, sources: str, **words: str
) -> Row:
    """One reported division of the NEC."""
    row = {"body_id": "nec", "on": on, "question": question, "outcome": outcome}
    row |= {"votes_for": str(ayes), "votes_against": str(noes)}
    row |= {name: words.pop(name, "") for name in ("abstained", "members")}
    return row | said(sources, **words)


DIVISIONS: list[Row] = [
    vote(
        "2016-07-12",
        "A secret ballot at this meeting",
        17,
        15,
        "carried",
        "leftfutures-2016-07 vox-2016-07 huff-2016-07",
        members="33",
    ),
    vote(
        "2016-07-12",
        "The leader may return to the meeting and vote",
        16,
        15,
        "carried",
        "leftfutures-2016-07 huff-2016-07",
        members="33",
        sure="one-source",
    ),
    vote(
        "2016-07-12",
        "The sitting leader is on the leadership ballot without nominations",
        18,
        14,
        "carried",
        "guardian-2016-07 huff-2016-07 leftfutures-2016-07",
        members="33",
        notes="secret ballot",
    ),
    vote(
        "2018-01-16",
        "Shawcroft (for) or Black (against) as chair of the disputes panel",
        22,
        15,
        "Shawcroft",
        "huff-2018-01 skwawkbox-2018-01 list-2018-01",
        members="39",
        notes="every member of the NEC is of the panel",
    ),
    vote(
        "2018-05-22",
        "Vice-chair: Nichols (for) or Fox (against)",
        18,
        17,
        "Nichols",
        "black-2018-05",
        members="39",
    ),
    vote(
        "2020-06-30",
        "Single transferable vote for the members' section",
        19,
        12,
        "carried",
        "list-2020-06 brevia-2020-11",
        members="39",
        notes="39 seats as a page of November 2020 counts them",
        sure="one-source",
    ),
    vote(
        "2022-01-25",
        "The whip be given back to a former leader",
        14,
        23,
        "not carried",
        "guardian-2022-01 caa-2022-01 list-2022-01",
        abstained="1",
        notes="the Tuesday before the page of 26 January; the abstention is in one page only",
    ),
    vote(
        "2022-09-20",
        "At most six conference delegates for a local party",
        16,
        11,
        "carried",
        "akehurst-2022-09",
    ),
    vote(
        "2022-09-20",
        "How candidates are short-listed for sudden elections",
        21,
        10,
        "carried",
        "akehurst-2022-09",
        abstained="1",
    ),
    vote(
        "2022-09-20",
        "Conference delegates elect the members' two of the conference arrangements committee",
        20,
        11,
        "carried",
        "akehurst-2022-09",
    ),
]

FEW = "only the contents pages could be read; clauses are cited as other pages print them"


def power(name: str, body: str, what: str, holder: str, over: str, says: str, **words: str) -> Row:
    """One clause, or one stated power."""
    columns = ("effect", "clause", "valid_from", "valid_to")
    row = {"clause_id": name, "body_id": body, "power": what, "holder": holder, "over": over}
    row |= {"statement": says} | {key: words.pop(key, "") for key in columns}
    return row | said(**words)


POWERS: list[Row] = [
    power(
        "nec-suspend-2016",
        "nec",
        "suspend",
        "NEC",
        "members",
        "Pending an investigation and charges the NEC may suspend a party member from office or "
        "representation",
        effect="suspended",
        clause="6.I.1",
        valid_from="2016",
        known="2016-06-30",
        sources="chakrabarti-35 chakrabarti-36 independent-2016-05",
        sure="two-sources",
        notes="read as printed in a report of June 2016; the wording of later editions was not "
        "read; a member suspended in April 2016 was still on the NEC in May",
    ),
    power(
        "nec-expel-2016",
        "nec",
        "expel",
        "National Constitutional Committee",
        "members",
        "The only body of the party that can expel a member; it decides on charges that the NEC "
        "brings",
        effect="expelled",
        clause="1.IX and 6.I",
        valid_from="2016",
        known="2017-04-04",
        sources="list-2017-04 chakrabarti-35 chakrabarti-36",
        sure="derived",
        notes="that the seat goes with the party membership is our reading",
    ),
    power(
        "nec-expel-2022",
        "nec",
        "expel",
        "panel of the NEC",
        "members",
        "A panel of the NEC may end a party membership for support of a proscribed organisation; "
        "the seat goes with it",
        effect="expelled",
        clause="2.I.5.B.v",
        valid_from="2022-12-15",
        sources="list-2022-12 ukpol-2022-12",
        notes="the day it was used; since when it held is not sourced; stands beside the National "
        "Constitutional Committee's power",
    ),
    power(
        "nec-chair-rules",
        "nec",
        "decide",
        "chair of the NEC",
        "procedure",
        "The chair rules on procedure and on how the NEC's rules are read, and may rule a motion "
        "out of order",
        valid_from="2016-09-28",
        known="2018-01-16",
        sources="ns-2016-09 ns-2018-01-16",
        sure="one-source",
        notes="as pages of that day and of January 2018 say; no clause given",
    ),
    power(
        "general-secretary-cases",
        "nec",
        "decide",
        "General Secretary",
        "whether a disciplinary case goes on",
        "The General Secretary may end an investigation without asking others",
        valid_from="2018-08-06",
        sources="ns-2018-08-06",
        notes="as a page of that day says; no clause given",
    ),
    power(
        "momentum-decide-group",
        "momentum-ncg",
        "decide",
        "National Coordinating Group",
        "decisions of the organisation",
        "Decisions are made by the National Coordinating Group or by a ballot of members",
        valid_from="2017-01-10",
        sources="momentum-constitution",
        notes="from the organisation's own summary; the full text was not read",
    ),
    power(
        "momentum-decide-members",
        "momentum-ncg",
        "decide",
        "members of Momentum",
        "decisions of the organisation",
        "Members may decide by a digital ballot",
        valid_from="2017-01-10",
        sources="momentum-constitution",
        notes="from the organisation's own summary; the full text was not read",
    ),
]


def read(body: str, topic: str, book: str, clauses: str, sources: str, **words: str) -> Row:
    """How much of a rule book was read for one power; never all of it here."""
    row = {"body_id": body, "topic": topic, "complete": "no", "rule_book": book}
    row |= {"clauses_read": clauses}
    row |= {name: words.pop(name, "") for name in ("valid_from", "valid_to")}
    return row | said(sources, notes=words.pop("notes", FEW), **words)


BOOK_2018 = "Labour Party Rule Book 2018"
REGISTERS: list[Row] = [
    read(
        "nec",
        topic,
        BOOK_2018,
        "0",
        "rulebook-2018-docslib rulebook-2018-scribd",
        valid_from="2018",
        valid_to="2018",
        known="2018-08-01",
    )
    for topic in ("remove", "suspend", "expel", "decide")
] + [
    read(
        "momentum-ncg",
        topic,
        "Momentum constitution of January 2017",
        "0",
        "momentum-constitution",
        valid_from="2017-01-10",
        notes="only the organisation's own summary was read",
    )
    for topic in ("remove", "decide", "endorse")
]


def follows(name: str, method: str, says: str, sources: str, **words: str) -> Row:
    """How a free seat of the members' section is filled, from a day on."""
    columns = ("contest", "temporary", "constraint", "excludes", "clause", "valid_from", "valid_to")
    row = {"rule_id": name, "body_id": "nec", "section_id": "clp", "method": method}
    row |= {"statement": says} | {key: words.pop(key, "") for key in columns}
    return row | said(sources, **words)


NO_MPS = "members of the British or the European Parliament"
VACANCIES: list[Row] = [
    follows(
        "clp-1998",
        "runner-up",
        "The highest runner-up takes the seat",
        "black-2005-05 list-2010-11 leftfutures-2016-06 guardian-2018-03 sky-2018-04 "
        "times-2018-04 wikipedia-copy",
        valid_from="1998",
        excludes=NO_MPS,
        notes="since the section began; the first case found is of 2005; the pages do not give "
        "the rule's words, nor the contest where two were held in one term",
    ),
    follows(
        "clp-2018",
        "by-election",
        "A vacancy is filled by a new ballot of members",
        "skwawkbox-2019-05 awl-2019-06 steemit-levy",
        valid_from="2018-09-27",
        known="2019-05-31",
        excludes=NO_MPS,
        sure="derived",
        notes="replaces clp-1998; in the rule book of 2019, which came out in May 2019; the rules "
        "set by the conference of 2018 came into force on 27 September 2018",
    ),
    follows(
        "clp-2022",
        "countback-never-held",
        "No by-election: the last contest is counted again without the member who left, from the "
        "papers then cast",
        "list-2022-01 list-2022-02",
        contest="most recent",
        valid_from="2022-01-26",
        excludes=NO_MPS,
        notes="replaces clp-2018; since when it held was not found",
    ),
    follows(
        "clp-2024",
        "runner-up",
        "Runners-up at the last election come in until the next one",
        "list-2024-07 black-2024-07",
        contest="most recent",
        temporary="yes",
        valid_from="2024-07-04",
        known="2024-07-16",
        excludes=NO_MPS,
        notes="replaces clp-2022 as a page of July 2024 words it, for the seats free from 4 July; "
        "whether it is clp-2022 in other words was not found",
    ),
]

EVENTS: list[Row] = [
    {
        "on": "2017-06-08",
        "kind": "incompatible",
        "actor": "Ellie Reeves",
        "candidate_id": "ellie-reeves",
        "body_id": "nec",
        "text": "Elected to Parliament; a members' seat is not for members of Parliament",
    }
    | said(
        "lno-2017-06 black-2005-05 wikipedia-copy",
        known="2017-06-09",
        notes="the rule dates from 1997",
    ),
    {
        "contest_id": "nec-clp-2018-09",
        "on": "2018-08-01",
        "kind": "rule-claim",
        "actor": "New Statesman",
        "body_id": "nec",
        "of": "members of the NEC",
        "act": "remove",
        "grade": "named",
        "text": "Stephen Bush writes that nobody, not Momentum, the leader or the NEC, can make an "
        "elected member give up the seat",
    }
    | said("ns-2018-08-01"),
    {
        "on": "2018-03-31",
        "kind": "rule-claim",
        "actor": "Skwawkbox",
        "body_id": "nec",
        "of": "members of the NEC",
        "act": "remove",
        "grade": "unnamed",
        "text": "The page says that the rules give the leader no power to remove a member",
    }
    | said("skwawkbox-2018-03"),
    *(
        {
            "on": "2018-08-01",
            "kind": "overruled",
            "actor": "senior staff",
            "body_id": "nec",
            "of": name,
            "act": "a change of approach",
            "grade": "unnamed",
            "text": f"The New Statesman reports that {name} was overruled by senior staff",
        }
        | said("ns-2018-08-01", notes="the day of the report; the acts themselves are not dated")
        for name in ("Jon Lansman", "Rhea Wolfson")
    ),
    {
        "on": "2019-05-31",
        "kind": "case-opened",
        "actor": "Jennie Formby, General Secretary",
        "candidate_id": "pete-willsman",
        "body_id": "nec",
        "of": "Pete Willsman",
        "act": "administrative suspension",
        "case_id": "willsman-2019",
        "stage": "suspended",
        "grade": "document",
        "text": "The General Secretary writes that the membership is suspended while a "
        "disciplinary case is open",
    }
    | said("order-2019-05 skwawkbox-2019-05"),
    {
        "on": "2018-07-18",
        "kind": "case-opened",
        "actor": "Labour Party",
        "of": "Margaret Hodge",
        "act": "conduct in Parliament",
        "case_id": "hodge-2018",
        "stage": "opened",
        "grade": "unnamed",
        "text": "A spokesman says that the party will act on conduct in Parliament",
    }
    | said("guardian-2018-07 itv-2018-08"),
    {
        "on": "2018-08-06",
        "kind": "case-closed",
        "actor": "Jennie Formby, General Secretary",
        "of": "Margaret Hodge",
        "case_id": "hodge-2018",
        "stage": "closed",
        "outcome": "no further action",
        "grade": "document",
        "text": "The General Secretary writes that no further action is taken",
    }
    | said("ns-2018-08-06 independent-2018-08 talkradio-2018-08"),
]
"""Events that are not in the compiled table."""

TYPED: dict[tuple[str, str, str], Row] = {
    ("2018-01-16", "committee-vote", "NEC"): {
        "kind": "decision",
        "body_id": "nec",
        "act": "chair of the disputes panel",
        "outcome": "Shawcroft, 22 to 15",
        "grade": "unnamed",
    },
    ("2018-05-22", "committee-vote", "NEC"): {
        "kind": "decision",
        "body_id": "nec",
        "act": "vice-chair",
        "outcome": "Nichols, 18 to 17",
        "grade": "named",
    },
    ("2018-08-01", "endorsement-withdrawn", "Momentum"): {
        "body_id": "momentum-ncg",
        "of": "Pete Willsman",
        "act": "endorsement for the NEC",
    },
    ("2018-08-02", "reaction", "local Momentum groups"): {
        "kind": "dissent",
        "of": "Momentum",
        "act": "withdrawal of the endorsement",
        "grade": "named",
    },
    ("2018-03-31", "vacancy", "Christine Shawcroft"): {"body_id": "nec"},
    ("2016-07", "vacancy", "Ken Livingstone"): {"body_id": "nec"},
    ("2010", "vacancy", "Oona King"): {"body_id": "nec"},
    ("2005-05", "vacancy", "Shahid Malik"): {"body_id": "nec"},
}
"""Typed columns for events of the compiled table, by day, kind and actor."""

MOVED_2018 = {
    "on": "2018-08-01",
    "kind": "decision",
    "actor": "officers of the National Coordinating Group",
    "body_id": "momentum-ncg",
    "contest_id": "nec-clp-2018-09",
    "candidate_id": "pete-willsman",
    "act": "withdrawal of the endorsement",
    "outcome": "withdrawn",
    "authority": "elected officers of the group",
    "grade": "document",
    "text": "The elected officers decide to withdraw Momentum's support",
}
EVENTS.append(
    MOVED_2018
    | said(
        "momentum-willsman skwawkbox-2018-08",
        notes="the New Statesman of the same day speaks of a vote of the group",
    )
)


def nec_sections(rows: Iterable[Row]) -> list[Row]:
    """The NEC's sections with the paper of 2018 that counts them too."""
    name = {"body_id": "nec", "body": "National Executive Committee"} | NEC_SINCE
    return [
        row
        | name
        | {
            "source": f"{row['source']} | {SOURCES['democracy-review']}",
            "notes": "; ".join(note for note in (row["notes"], name["notes"]) if note),
        }
        for row in rows
    ]


def persons() -> list[Row]:
    """Names of those who held an office and did not stand in a contest of the record."""
    return [
        {"candidate_id": who, "name": PERSONS[who][0]} | said(PERSONS[who][1]) for who in PERSONS
    ]


def late_candidates() -> list[Row]:
    """Two who stood in 2022 and are named by a page of 2024 only."""
    note = "named as a runner-up by a page of July 2024; no page of 2022 with the name was found"
    return [
        {"contest_id": "nec-clp-2022", "candidate_id": who, "candidate": PERSONS[who][0]}
        | said("black-2024-07", known="2024-07-31", notes=note)
        for who in ("neeraj-patil", "jose-alexander")
    ]


def late_results() -> list[Row]:
    """The places of the runners-up of 2022, known from the pages that give them."""
    return [
        {
            "contest_id": "nec-clp-2022",
            "candidate_id": who,
            "candidate": PERSONS[who][0] if who in PERSONS else "",
            "position": place,
            "elected": "no",
        }
        | said(pages, known=known, sure="derived", notes=ORDER_OF_2022)
        for who, (place, known, pages) in RUNNERS_UP.items()
    ]


def ncg_sections() -> list[Row]:
    """Momentum's group of 2018: three regions of members and the office holders, four each."""
    return [
        {
            "body_id": "momentum-ncg",
            "body": NCG,
            "section_id": section,
            "section": label,
            "seats": "4",
            "chosen_by": _chosen(section),
            "as_of": "2018-04-19",
        }
        | said(
            "momentum-ncg momentum-vote clarion-2018-04",
            notes="places for affiliates besides, filled later and not counted in the sixteen",
        )
        for section, label in NCG_SECTIONS
    ]


def _chosen(section: str) -> str:
    if section == "office-holders":
        return "Labour public office holders among the members"
    return "members of the region, four votes each, most votes win"


def typed(rows: Iterable[Row]) -> list[Row]:
    """The compiled events with their typed columns, and the events added here."""
    found = [row | TYPED.get((row["on"], row["kind"], row["actor"]), {}) for row in rows]
    return found + EVENTS
