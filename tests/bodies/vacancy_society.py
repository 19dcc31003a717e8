"""An invented society as a record, written to a folder and read back as users' records are."""

from __future__ import annotations

from pathlib import Path

from hustings.model import Record
from hustings.store import open_record

TABLES = {
    "bodies": """body_id,body,section_id,section,seats,chosen_by,as_of,source
exec,The Executive,members,Members,4,members,2023-01-01,rule 3
exec,The Executive,chair,Chair,1,members,2023-01-01,rule 3
""",
    "contests": """contest_id,label,seats,rule,max_votes,ballots_closed,source
exec-members-2023,Executive 2023,4,block-vote,4,2023-03-01,minutes
exec-members-2024,Two more seats 2024,2,block-vote,2,2024-03-01,minutes
""",
    "declarations": """contest_id,declared,complete,source
exec-members-2023,2023-03-02,yes,declaration 2023
exec-members-2024,2024-03-02,yes,declaration 2024
""",
    "persons": """candidate_id,name,source
ada,Ada Nwosu,minutes
ben,Ben Hill,minutes
cara,Cara Singh,minutes
dov,Dov Levi,minutes
eve,Eve Tan,minutes
finn,Finn Roy,minutes
gita,Gita Rao,minutes
hana,Hana Sato,minutes
""",
    "results": """contest_id,candidate_id,votes,elected,source
exec-members-2023,ada,90,yes,declaration 2023
exec-members-2023,ben,80,yes,declaration 2023
exec-members-2023,cara,70,yes,declaration 2023
exec-members-2023,dov,60,yes,declaration 2023
exec-members-2023,eve,50,no,declaration 2023
exec-members-2023,finn,40,no,declaration 2023
exec-members-2023,gita,30,no,declaration 2023
exec-members-2024,hana,99,yes,declaration 2024
exec-members-2024,finn,55,yes,declaration 2024
exec-members-2024,gita,44,no,declaration 2024
exec-members-2024,eve,33,no,declaration 2024
""",
    "members": """body_id,section_id,candidate_id,state,on,contest_id,in_place_of,source
exec,members,ada,seated,2023-03-10,exec-members-2023,,minutes
exec,members,ben,seated,2023-03-10,exec-members-2023,,minutes
exec,members,cara,seated,2023-03-10,exec-members-2023,,minutes
exec,members,dov,seated,2023-03-10,exec-members-2023,,minutes
""",
    "vacancies": "rule_id,body_id,section_id,method,contest,constraint,clause,valid_from,valid_to,"
    """source
v1,exec,members,runner-up,that elected them,,7.2,2020-01-01,,rule book 2020
""",
}


def society(folder: Path, **changed: str) -> Record:
    """The record with some tables replaced; `+rows` adds rows to a table, "" leaves it out."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "record.toml").write_text('organisation = "Ramblers"\nlicence = "CC0"\n')
    for name in (*TABLES, *(n for n in changed if n not in TABLES)):
        given = changed.get(name, TABLES.get(name, ""))
        text = TABLES[name] + given[1:] if given.startswith("+") else given
        if text:
            (folder / f"{name}.csv").write_text(text)
    rows = (folder / "results.csv").read_text().splitlines()[1:]
    stood = sorted({tuple(row.split(",")[:2]) for row in rows})
    lines = "".join(f"{contest},{who},minutes\n" for contest, who in stood)
    (folder / "candidates.csv").write_text("contest_id,candidate_id,source\n" + lines)
    return open_record(folder)
