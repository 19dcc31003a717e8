"""Pages: frozen values with every sentence and number ready to print."""

from hustings.report.backtest_page import BacktestPage, backtest_page
from hustings.report.count_page import CountPage, count_page
from hustings.report.counted import Counted, CountedMany
from hustings.report.counts_page import CountsPage, counts_page
from hustings.report.forecast_page import ForecastPage, forecast_page
from hustings.report.margin_page import MarginPage, margin_page
from hustings.report.plain_page import PlainPage, Section
from hustings.report.rules_page import RulePage, RulesPage, rule_page, rules_page
from hustings.report.show_page import (
    ContestView,
    RecordsPage,
    ShownAct,
    ShownEvent,
    ShownMember,
    ShownNomination,
    ShownSlate,
    ShowPage,
    contests_page,
    records_page,
    show_page,
)
from hustings.report.whatif_page import WhatIfPage, whatif_page

Page = (
    ForecastPage
    | WhatIfPage
    | BacktestPage
    | ShowPage
    | RecordsPage
    | CountPage
    | CountsPage
    | RulesPage
    | RulePage
    | MarginPage
    | PlainPage
)

__all__ = [
    "BacktestPage",
    "ContestView",
    "CountPage",
    "Counted",
    "CountedMany",
    "CountsPage",
    "ForecastPage",
    "MarginPage",
    "Page",
    "PlainPage",
    "RecordsPage",
    "RulePage",
    "RulesPage",
    "Section",
    "ShowPage",
    "ShownAct",
    "ShownEvent",
    "ShownMember",
    "ShownNomination",
    "ShownSlate",
    "WhatIfPage",
    "backtest_page",
    "contests_page",
    "count_page",
    "counts_page",
    "forecast_page",
    "margin_page",
    "records_page",
    "rule_page",
    "rules_page",
    "show_page",
    "whatif_page",
]
