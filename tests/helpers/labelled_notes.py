"""Case-note pages with awkward names, every piece of personal data labelled, and a measure of how much of it is found.

Everybody is invented; half of the people are on the workspace's own list
("listed"), the others must be found by the look of their names. Given names come from the program's list and, for a
third of the people, from names that are not on it.
"""

# ruff: noqa: E501 - the sample pages stand here as they are typed

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from evidence_app.domain.document import PageText
from evidence_app.domain.redaction import Listed
from evidence_app.privacy.find import search
from evidence_app.progress import run

GIVEN = (
    "Siobhan Aoife Niamh Tadhg Oisín Zoë Chloë Renée José Łukasz Agnieszka Zsófia Yusuf Fatoumata Oluwaseun Chukwuemeka"
    " Adaeze Kwame Tendai Nomvula Harpreet Jaspreet Gurinder Muhammad Aaliyah Zainab Ifeoma Dafydd Angharad Cerys Rhys"
    " Grace Hope Faith Summer Rose May Mark Will Joy Mercy Patience Poppy Jack Ruby Amelia Noah Ethan Kayleigh Tyler"
    " Mehmet Elif Bogdan Ioana Svitlana Oleksandr Nguyen Minh Xiu Yan Precious Blessing Destiny Jordan Ashley Robin"
).split()
# Names that a list of common names does not hold, so that nothing but their look and place can tell.
RARE = (
    "Zephyrine Ceallach Oluwakorede Tamsyn-Rae Jai'Mar Ngozichukwu Xanthippe Thandolwethu Meurig Eirwen Yevhenia Dzintra"
    " Quillon Brânwen Ríoghnach Sundiata Makhosazana Aethelred Dwynwen Tuathla Kestrelle Zanele-Mae Ottokar Lisbetta"
).split()
SURNAMES = (
    "D'Arcy|D’Arcy|O'Sullivan|O’Brien|Al-Hassan|El-Sayed|van der Berg|de Souza|Ó Briain|McGillicuddy|MacDonald|Fitz-Gerald"
    "|Nguyen|Adeyemi-Clarke|Okonkwo|Żółkowski|Müller|Price|Young|Marsh|Brown|St John|Llewelyn-Rhys|Ng|Wu|Patel|Begum|Khan"
    "|Osei-Bonsu|Papadopoulos|Kovács|Thorne|Whitlock|Prydderch|Castellane|Abara|Singh Gill|Hussain|Bright|Penhallow-Reed"
    "|Smith|Jones|Taylor|Walker-Achebe|Bin Rashid|Ferreira da Silva|Tŵrcan|Quist|Vantongeren|Umeh|Achterberg|Ravensworth"
).split("|")
STREETS = "Saltmarsh Crescent|Tannery Row|Lantern Lane|Heron Court|Old Mill Road|St Brannoc's Close|Kiln Street|The Glebe Way".split(
    "|"
)
TOWNS = "Aldermere Eastmarch Quillfield Withybrook".split()
SCHOOLS = ["Quillfield Academy", "St Brannoc's Primary School", "Withybrook High School", "Little Acorns Nursery"]
# Sentences about people who are named nowhere else: {} is a full name, {g} a given name, {s} a surname.
PROSE = (
    "Later the same evening {} came to the door and asked for the keys.",
    "I also spoke with {g}, who lives upstairs and has known the family for years.",
    "{g} said that the baby had been crying for most of the night.",
    "The taxi was booked by Mrs {s} from the school office.",
    "Mother told me about her cousin {g} who sometimes collects the children.",
    "It was {} who first noticed the burn on his arm.",
    "He is closest to his uncle {g} and sees him every Sunday.",
    "Dr {s} has asked for a second opinion and will write to us.",
    "Two boys, {g} and {g2}, were with her when police arrived.",
    "She has been messaging a man called {g} on Snapchat.",
    "We were joined by {} (family group conference coordinator).",
    "There is a family friend, {}, who could look after them for the weekend.",
    "Her best friend is {g}.",
    "The landlord, Mr {s}, has served notice on the flat.",
    "Records show that {}’s tenancy ended in the autumn.",
    "A text from {g} was found on the phone.",
    "PC {s} attended and took photographs of the room.",
    "When asked who hurt him he answered “{g} did it”.",
    "The previous worker, {}, left the service in March.",
    "Dad’s new partner {g} was friendly and offered me tea.",
    "I asked whether {g} or {g2} would be at home.",
    "According to {} there had been three earlier calls.",
    "The nursery manager ({}) will keep a log of injuries.",
    "She would like to be called {g} from now on.",
    "{} and {2} are both named on the tenancy.",
    "They were seen near the arcade with {g} again.",
    "I thanked {g} for being so honest with me.",
    "Contact with {g} is supervised at the hub.",
    "On Tuesday {g} did not come to school at all.",
    "Copies went to {} and to the duty solicitor.",
)
MARK = re.compile(r"\[\[([\w ]+)\|(.*?)\]\]", re.DOTALL)
DAY = "05/01/2026"


@dataclass
class Label:
    """A labelled stretch of a page."""

    start: int
    end: int
    kind: str


@dataclass
class Page:
    """A page of text with its labels."""

    text: str
    labels: list[Label] = field(default_factory=list)


@dataclass
class Someone:
    """An invented person; marked() gives a mention of them as labelled text."""

    given: str
    surname: str
    listed: bool

    @property
    def full(self) -> str:
        return f"{self.given} {self.surname}"

    @property
    def kind(self) -> str:
        return "listed name" if self.listed else "unlisted name"

    def __format__(self, how: str) -> str:
        forms = {
            "": self.full,
            "g": self.given,
            "s": self.surname,
            "i": f"{self.given[0]} {self.surname}",
            "d": f"{self.given[0]}. {self.surname}",
            "c": self.full.upper(),
            "l": self.full.lower(),
            "r": f"{self.surname}, {self.given}",
            "a": self.full.replace("'", "’") if "'" in self.full else self.full.replace("’", "'"),
            "b": self.full.replace("'", "").replace("’", ""),
            "v": self.misspelt(),
        }
        return f"[[{self.kind}|{forms[how]}]]"

    def misspelt(self) -> str:
        """The given name with two letters swapped, as typed in haste (five letters or more)."""
        name = self.given
        return name if len(name) < 6 else name[:3] + name[4] + name[3] + name[5:]


def key_of(someone: Someone) -> str:
    """The local part of an e-mail address made from a name."""
    plain = unicodedata.normalize("NFKD", f"{someone.given[0]}.{someone.surname}")
    return re.sub(r"[^a-z.]", "", plain.lower().replace("ł", "l").replace("ż", "z"))


def nhs_number(dice: random.Random) -> str:
    """A number of the range kept for tests, with its check digit."""
    while True:
        nine = "999" + "".join(str(dice.randrange(10)) for _ in range(6))
        check = 11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return nine + str(check % 11)


class Record:
    """One family's record, written over several pages in several shapes."""

    def __init__(self, dice: random.Random, number: int) -> None:
        self.dice = dice
        surname = dice.choice(SURNAMES)
        self.child = self.person(surname)
        self.sibling = self.person(surname)
        self.mother = self.person(dice.choice([surname, dice.choice(SURNAMES)]))
        self.father = self.person(dice.choice(SURNAMES))
        self.worker, self.manager, self.nurse, self.teacher, self.friend = (self.person() for _ in range(5))
        self.number = f"HB-{200000 + number}"
        self.dob = f"{dice.randint(1, 28):02}/{dice.randint(1, 12):02}/{dice.randint(2009, 2022)}"
        self.nhs = nhs_number(dice)
        self.street = f"{dice.randint(1, 180)} {dice.choice(STREETS)}"
        self.code = f"AM{dice.randint(1, 9)} {dice.randint(1, 9)}{dice.choice('QTBDH')}{dice.choice('PLSDT')}"
        self.phone = f"07700 900{dice.randint(100, 999)}"
        self.school = dice.choice(SCHOOLS)
        self.age = dice.randint(3, 16)

    def person(self, surname: str = "") -> Someone:
        """Somebody new."""
        given = self.dice.choice(RARE) if self.dice.random() < 0.33 else self.dice.choice(GIVEN)
        return Someone(given, surname or self.dice.choice(SURNAMES), self.dice.random() < 0.5)

    def people(self) -> list[Someone]:
        """Everybody in the record."""
        return [self.child, self.sibling, self.mother, self.father, self.worker, self.manager, self.nurse, self.teacher, self.friend]  # fmt: skip

    def pages(self) -> list[str]:
        """The record's pages, with marks."""
        shapes = [
            self.front,
            self.notes,
            self.email,
            self.minutes,
            self.narrative,
            self.referral,
            self.prose,
            self.hasty,
            self.table,
        ]
        return [shape() for shape in shapes]

    def front(self) -> str:
        spaced = f"{self.nhs[:3]} {self.nhs[3:6]} {self.nhs[6:]}"
        return f"""Case file front sheet
Child: {self.child}
DOB: [[date_of_birth|{self.dob}]]
NHS number: [[nhs_number|{spaced}]]
Case ID: [[reference|{self.number}]]
Address: [[address|{self.street}, Aldermere, {self.code}]]
Mother: {self.mother}
Father: {self.father:r}
Sibling: {self.sibling:c}
Social worker: {self.worker}
Team manager: {self.manager}
School: [[school|{self.school}]]
Telephone: [[phone|{self.phone}]]

People on this record
Name
Born
Relationship
{self.child}
[[date_of_birth|{self.dob}]]
Child
{self.mother}
[[date_of_birth|14/02/1990]]
Mother
"""

    def notes(self) -> str:
        return f"""{DAY} 11:20 | Contact | Author: {self.worker:i} | Re: {self.child:g}, {self.sibling:g}
Call from {self.teacher}, safeguarding lead at [[school|{self.school}]]. {self.child:g} came back after the holiday
withdrawn and hungry. Attendance for the autumn term 71%. {self.mother:g}'s phone is [[phone|{self.phone.replace(" ", "")}]] and she can
be rung between 10:00 and 12:00. History checked: two earlier contacts (March 2024, October 2025).

07/01/2026 16:10 | Visit | Author: {self.worker:d} | Re: All children
First visit to [[address|{self.street}]]. {self.mother:g} was tired and worried that I had come to take the children. House
cold, very little food in. {self.sibling:g} ([[age|{self.age}]]) showed me the bedroom that is shared with {self.child:g}. I spoke to
{self.father} by phone; Mr {self.father:s} was at work. The family has used the name {self.mother:b} before.

12/01/2026 15:45 | Direct work | Author: {self.worker:i} | Re: {self.child:a}
Met {self.child} in the library. We used the three houses. In the house of good things: drama club and a friend called
{self.friend:g}. NHS no. [[nhs_number|{self.nhs}]] confirmed with Nurse {self.nurse:s}. Next visit 19/01/2026.
"""

    def email(self) -> str:
        address = f"{re.sub(r'[^a-z]', '', self.worker.given.lower())}.worker@aldermere.example"
        return f"""From: {self.manager} <[[email|{address}]]>
To: {self.worker:r}; {self.nurse}
Cc: {self.teacher:d}
Sent: 20 January 2026 09:14
Subject: RE: {self.child:i} - core group

Hi {self.worker:g},

Thanks for this. I have spoken to {self.teacher:g} and we agree that {self.child:g} should be seen alone before Friday.
{self.mother:g} rang me on [[phone|+44 {self.phone[1:]}]] this morning. She said that {self.father:g} has moved to
[[address|9 Lantern Lane, Aldermere, {self.code}]]. Her National Insurance number is [[ni_number|QQ 12 34 56 C]] for the appeal.
Please could you ask {self.nurse:g} about the appointment? The reference is [[reference|{self.number}]].

Many thanks
{self.manager:g}

{self.manager}
Team Manager, South Assessment Team 2
"""

    def minutes(self) -> str:
        return f"""Core group, 19 February 2026
Present: {self.mother}, {self.worker}, {self.teacher}, Nurse {self.nurse:s}; {self.manager:i} (chair)
Apologies: {self.father}
1. The neglect tool was completed with mother: score for physical care 4, for emotional care 3.
2. {self.child:g}'s attendance is 93%. {self.sibling:g} has not been late. Who does what by when is set out below.
Action: {self.worker:i} to visit on 4 March 2026. Action: {self.nurse:g} to refer to speech and language.
3. {self.child:g} was born on [[date_of_birth|{self.long_date()}]] and is [[age|{self.age} years old]]. The plan covers all the children.
Recorded by {self.manager}
"""

    def narrative(self) -> str:
        return f"""Chronology and analysis
In the spring {self.child:v} told her teacher, {self.teacher}, that things were loud at home. Her brother {self.sibling:g} agreed. Mother
said that {self.father:g} controls the money. Ms {self.mother:s} has asked for help with the heating before. The family
worker, {self.nurse}, thinks that {self.mother:g} is isolated. A neighbour in [[address|{self.street.split(" ", 1)[1]}]] heard shouting.

We considered what would change our minds. {self.child:g} said: "I don't want to be the alarm any more." She talked
about {self.friend:g} and about school. In May 2025 the case was closed with advice. Will the plan hold when the support
ends? The grace period for the rent has ended. Summer activities were agreed. {self.worker:g} will
write to {self.child:l} and to {self.father:i} before the review. Postcode for the new flat: [[postcode|{self.code}]].
"""

    def referral(self) -> str:
        return f"""REFERRAL FORM
Name of child
{self.sibling}
Date of birth
[[date_of_birth|{self.iso_date()}]]
Referrer
{self.teacher}
Parent or carer
{self.mother:c}
GP
Dr {self.nurse:s}
Reason for referral
{self.sibling:g} is [[age|{self.age} years old]] and lives with {self.mother:g} and her partner {self.friend}. School staff have
noticed bruising. On {DAY} {self.sibling:g} said that "mum's boyfriend" had grabbed an arm. {self.friend:g} denied this.
Social worker {self.worker} was told on the same day. Case number [[reference|{self.number}]]. UPN not known.
Completed by: {self.teacher:d}
"""

    def prose(self) -> str:
        """A page of running text about people whom nothing else names."""

        def marked(words: str) -> str:
            return f"[[name in prose only|{words}]]"

        sentences = []
        for sentence in self.dice.sample(PROSE, 14):
            one, two = self.stranger(), self.stranger()
            words = {"g": marked(one.given), "g2": marked(two.given), "s": marked(one.surname)}
            sentences.append(
                sentence.replace("{2}", marked(two.full)).replace("{}", marked(one.full)).format_map(words)
            )
        lines = [" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2)]
        return "Case recording, continued\n" + "\n".join(lines) + "\n"

    def stranger(self) -> Someone:
        """Somebody whose names are theirs alone: made up of syllables more often than not."""
        sounds = "ka bri tho mel dun wor sal ven rick ash low mar tin qua zel fen hob nor lis gar pen twi sho adu oku".split()
        made = "".join(self.dice.sample(sounds, self.dice.choice((2, 3)))).capitalize()
        given = (
            self.dice.choice(GIVEN + RARE)
            if self.dice.random() < 0.7
            else "".join(self.dice.sample(sounds, 2)).capitalize()
        )
        return Someone(given, made, False)

    def hasty(self) -> str:
        """Notes as they are typed between two visits."""
        spread = f"{self.nhs[:3]}-{self.nhs[3:6]}-{self.nhs[6:]}"
        dashed = self.phone.replace(" ", "-")
        day, month, year = self.dob.split("/")
        return f"""TC from {self.mother:g} @ 10.15 - upset. says {self.father:g} turned up drunk last nite. kids asleep. police called (log [[reference|4471/26]]).
SW: {self.worker:i}. Mgr: {self.manager:i}
Spoke w/ {self.teacher:g} at school re {self.child:g}/{self.sibling:g} - both in, both ok. tel [[phone|{dashed}]] for mgm.
NHS: [[nhs_number|{spread}]]  NI: [[ni_number|QQ123456C]]  d.o.b [[date_of_birth|{int(day)}.{int(month)}.{year[2:]}]]
{self.child:c} SEEN ALONE. Chatty, clean, no marks. Wants to see {self.friend:g} more.
- {self.nurse:d} to chase GP
- {self.worker:g} to ring {self.mother:g} Fri
- ring nan ({self.stray()}) re weekend
Mosaic no [[reference|1029384]]; person id [[reference|7654321]]
email sent to [[email|{key_of(self.teacher)}@withybrook-
high.example]] and to [[email|office@quillfield.example]].
lives w/ mum at [[address|Flat 12B, {self.street}]]. moved from [[address|The Old Rectory, Church Lane, Withybrook {self.code}]].
[[age|3yo]] half-sib not seen. {self.child:g}'s [[age|10th]] birthday next wk.
"""

    def stray(self) -> str:
        """Somebody named once."""
        return f"[[name in prose only|{self.stranger().given}]]"

    def table(self) -> str:
        return f"""Name | Role | Telephone | E-mail
{self.worker} | Social worker | [[phone|01632 960 {self.dice.randint(100, 999)}]] | [[email|{key_of(self.worker)}@aldermere.example]]
{self.teacher} | Designated safeguarding lead | [[phone|(01632) 960{self.dice.randint(100, 999)}]] | [[email|dsl@quillfield.example]]
{self.nurse} | School nurse | not given | not given

Family members
1. {self.child} ([[date_of_birth|{self.dob}]])
2. {self.sibling} (DOB [[date_of_birth|{self.long_date()}]])
3. {self.mother}, mother, [[phone|{self.phone}]]
4. {self.father}, father of {self.sibling:g}

Significant dates
01/02/2026 {self.child:g} moved to live with {self.friend}.
09/02/2026 Strategy meeting. {self.manager} chaired. {self.worker}, {self.teacher} and {self.nurse} attended.
11/02/2026 Letter to {self.mother} and {self.father}.
"""

    def long_date(self) -> str:
        day, month, year = self.dob.split("/")
        months = "January February March April May June July August September October November December".split()
        return f"{int(day)} {months[int(month) - 1]} {year}"

    def iso_date(self) -> str:
        day, month, year = self.dob.split("/")
        return f"{year}-{month}-{day}"


def unmark(marked: str, dice: random.Random) -> Page:
    """Text and labels of a marked page; now and then a space inside a label becomes the end of a line."""
    page = Page("")
    at = 0
    for match in MARK.finditer(marked):
        page.text += marked[at : match.start()]
        words = match[2]
        within = len(page.text) - page.text.rfind("\n") > 45
        if within and " " in words and dice.random() < 0.3:
            words = words.replace(" ", "\n", 1)
        page.labels.append(Label(len(page.text), len(page.text) + len(words), match[1]))
        page.text += words
        at = match.end()
    page.text += marked[at:]
    return page


def records(pages: int, seed: int) -> tuple[list[list[Page]], list[Listed]]:
    """Enough records for a number of pages, and the workspace's list for them."""
    dice = random.Random(seed)
    made, listed = [], []
    while sum(map(len, made)) < pages:
        record = Record(dice, len(made))
        made.append([unmark(page, dice) for page in record.pages()])
        listed += [Listed("", "name", one.full) for one in record.people() if one.listed]
    return made, listed


@dataclass
class Score:
    """Counts for one kind: labelled, of them found; findings, of them right."""

    labelled: int = 0
    found: int = 0
    findings: int = 0
    right: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.labelled if self.labelled else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.findings if self.findings else 1.0


def measure(made: list[list[Page]], listed: list[Listed]) -> tuple[dict[str, Score], Counter[str], Counter[str]]:
    """Scores by kind, what was missed, and what was found wrongly.

    A labelled stretch counts as found when every letter and digit of it is inside findings of any kind; a finding is
    right when it touches a stretch labelled with its kind, and a wrong one is counted under its kind.
    """
    texts = {n: [PageText(i, page.text) for i, page in enumerate(pages, 1)] for n, pages in enumerate(made)}
    result = run(search(list(texts), texts.__getitem__, listed, []))
    scores: dict[str, Score] = {}
    missed: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for n, pages in enumerate(made):
        for number, page in enumerate(pages, 1):
            findings = [one for one in result.findings[n] if one.page == number]
            covered = {at for one in findings for at in range(one.start, one.end)}
            for label in page.labels:
                score = scores.setdefault(label.kind, Score())
                score.labelled += 1
                if all(at in covered for at in range(label.start, label.end) if page.text[at].isalnum()):
                    score.found += 1
                else:
                    missed[
                        f"{label.kind}: {page.text[label.start : label.end]!r} in …{page.text[max(0, label.start - 25) : label.end + 15]!r}"
                    ] += 1
            for one in findings:
                same = {one.kind, {"address": "postcode", "postcode": "address"}.get(one.kind, one.kind)}
                touched = [label for label in page.labels if label.start < one.end and label.end > one.start]
                kinds = [
                    label.kind
                    for label in touched
                    if label.kind in same or (one.kind == "name" and "name" in label.kind)
                ]
                right = bool(kinds)
                kind = kinds[0] if kinds else one.kind
                score = scores.setdefault(kind, Score())
                score.findings += 1
                score.right += right
                if not right:
                    wrong[
                        f"{one.kind}: {one.text!r} ({one.reason}) in …{page.text[max(0, one.start - 25) : one.end + 15]!r}"
                    ] += 1
    return scores, missed, wrong
