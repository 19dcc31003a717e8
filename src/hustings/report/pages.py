"""Pages: frozen values with every sentence and number ready to print."""

from hustings.report.backtest_page import BacktestPage, backtest_page
from hustings.report.forecast_page import ForecastPage, forecast_page
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

Page = ForecastPage | WhatIfPage | BacktestPage | ShowPage | RecordsPage

__all__ = [
    "BacktestPage",
    "ContestView",
    "ForecastPage",
    "Page",
    "RecordsPage",
    "ShowPage",
    "ShownAct",
    "ShownEvent",
    "ShownMember",
    "ShownNomination",
    "ShownSlate",
    "WhatIfPage",
    "backtest_page",
    "contests_page",
    "forecast_page",
    "records_page",
    "show_page",
    "whatif_page",
]
