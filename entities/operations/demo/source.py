"""Reading the contracts of data/flood_control_projects.csv.gz; see the README beside it."""

import csv
import gzip
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from entities.errors import DemoFileInvalid

FILE = Path(__file__).parent / "data" / "flood_control_projects.csv.gz"


@dataclass(frozen=True)
class Contract:
    """One line. Money in pesos; `contractors` in the order named, the first one leads."""

    island: str
    region: str
    province: str
    municipality: str
    office: str
    project_id: str
    project_name: str
    type_of_work: str
    funding_year: str
    contract_id: str
    budget: Decimal
    cost: Decimal
    start: str
    end: str
    contractors: tuple[str, ...]
    latitude: Decimal
    longitude: Decimal

    @property
    def contractor(self) -> str:
        return self.contractors[0]

    @property
    def location(self) -> str:
        return ", ".join(name for name in (self.municipality, self.province) if name)

    @property
    def description(self) -> str:
        return f"{self.type_of_work}, {self.location}. Funds of {self.funding_year}."


def read_contracts(file: Path = FILE) -> list[Contract]:
    """Raises DemoFileInvalid."""
    try:
        with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
            return [_contract(line) for line in csv.DictReader(lines)]
    except FileNotFoundError as error:
        raise DemoFileInvalid(f"{file.name} is missing") from error
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise DemoFileInvalid(f"{file.name} is damaged") from error
    except KeyError as error:
        raise DemoFileInvalid(f"the column {error.args[0]} is missing") from error
    except InvalidOperation as error:
        raise DemoFileInvalid("an amount is not a number") from error


def _contract(line: dict[str, str]) -> Contract:
    return Contract(
        island=line["MainIsland"],
        region=line["Region"],
        province=line["Province"],
        municipality=line["Municipality"],
        office=line["DistrictEngineeringOffice"],
        project_id=line["ProjectId"],
        project_name=line["ProjectName"],
        type_of_work=line["TypeOfWork"],
        funding_year=line["FundingYear"],
        contract_id=line["ContractId"],
        budget=_plain(line["ApprovedBudgetForContract"]),
        cost=_plain(line["ContractCost"]),
        start=line["StartDate"],
        end=line["ActualCompletionDate"],
        contractors=tuple(name.strip() for name in line["Contractor"].split("/")),
        latitude=_plain(line["ProjectLatitude"]),
        longitude=_plain(line["ProjectLongitude"]),
    )


def _plain(text: str) -> Decimal:
    """The exact number without an exponent: 9.2692944E7 is 92692944."""
    return Decimal(f"{Decimal(text).normalize():f}")
