"""The rental application, how its tables are named, and what of its applicants is never in clear.

Everything stands in clear text in its items, minors' data too, so names of keys decide at any
depth, inside JSON held in texts as well.
"""

from entities.schema.masking import Mask
from entities.schema.secret_names import NameMasks
from entities.schema.system import System

PERSON = r"(applicant|coapplicant|guarantor|occupant)?s?\d*"
GOVERNMENT = r"licen[cs]e(number|state)?|passport\w*|visa\w*"
MONEY = r"income|salary|otherincome|creditscore|currentrent|balance"
DOCUMENTS = r"encrypteddata|fileurl|pdfurl|s3references|webhookresponses|webhookbody"
LEGAL = r"landlordtenantlegalaction|brokenlease|\w*explanation|reasonformoving"
RAW = r"rawformdata|rawformvalues|formdata|migrationextra"
BEARER = r"additionalpeople|widgettoken"
IDENTITY = (
    r"\w*(dob|dateofbirth)|(applicant|coapplicant|guarantor|occupant)?age|\w*phone(number)?|\w*e?mail|landlord\w*|"
    r"(?!building)\w*(address|street|city|state|zip|zipcode)(line)?\d?"
)

RENTAL = System(
    "rental",
    "Rental",
    prefixes={"production": "", "staging": "", "dev": ""},
    generations=(("single", "Rental drafts"), ("separate", "Rental tables")),
    masks=NameMasks(
        (
            (f"{PERSON}({GOVERNMENT}|{MONEY}|{LEGAL})", Mask.FULL),
            (f"{DOCUMENTS}|{RAW}|{BEARER}", Mask.FULL),
            (IDENTITY, Mask.PARTIAL),
        ),
        never=f"{BEARER}|.*token",
    ),
    folded=True,
)
