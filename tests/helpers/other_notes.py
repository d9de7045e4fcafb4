"""Case-note pages in other layouts, about other people, than those the search for personal data was made with.

When it was first tried on them, the search was bettered once by what it had missed (unseen_notes are pages by which it
never was). The people, numbers and sentences are invented. Marks are those of labelled_notes.
"""

# ruff: noqa: E501 - the sample pages stand here as they are typed

from __future__ import annotations

import random
import re
import unicodedata

from labelled_notes import Page, nhs_number, unmark

from evidence_app.domain.redaction import Listed

GIVEN = (
    "Olivia Arthur Isla Freya Alfie Archie Maisie Evie Reggie Teddy Finley Imogen Darcey Callum Keiran Leighton Kian"
    " Shanice Tyrone Latoya Marlon Desiree Ngozi Obinna Temitope Folasade Babatunde Yewande Abena Kofi Efua Sanaa Bilal"
    " Haroon Sumaiya Tasneem Rukhsana Shabana Nazreen Iqbal Farhan Priyanka Anjali Devika Rohit Simran Manpreet Baljit"
    " Katarzyna Zbigniew Małgorzata Radosław Ruxandra Cătălin Florin Viorica Dragana Zoran Jovana Mihail Desislava Rasa"
    " Aleksandras Kristaps Inga Andrii Yaroslava Khrystyna Nasrin Shirin Behrouz Dilan Rojda Azad Hawar Zahraa Mustafa"
    " Abdirahman Hodan Ayaan Ismahan Selam Tesfaye Mehret Filmon Lan Thuy Duc Wei Jing Mei Haruto Min-ji Sione Tevita"
    " Caoimhe Saoirse Diarmuid Fionnuala Eoghan Mairead Catrin Ffion Gethin Llinos Iolo Mari Seren Hamish Eilidh Catriona"
    " Jean-Luc Marie-Claire Anne-Marie Billy-Joe Lily-Mae Ellie-May Tommy-Lee Skye Storm Jade Amber Crystal River Ocean"
    " Star Angel King Prince Royal Sunny Bay Chance Art Bill Pat Sandy Dot Iris Violet Daisy Ivy Dean Rusty Clay Miles"
).split()
SURNAMES = (
    "O'Donoghue|O’Shaughnessy|O'Rourke-Finch|D'Souza|Dell'Acqua|N'Diaye|Al-Tikriti|El Amrani|Abdul-Rahman|Ben Youssef"
    "|van den Broek|Van Houten|von Stauffen|de la Cruz|dos Santos|di Marco|Mac Giolla|McCormack|MacKenzie-Ross|FitzPatrick"
    "|Ap Rhys|St Clair|Saint-Denis|Szczepański|Wójcik|Nowak|Popescu|Ionescu|Petrov|Georgieva|Jankauskas|Bērziņš|Shevchenko"
    "|Kovalenko|Hosseini|Karimi|Öztürk|Yıldız|Çelik|Barzani|Mohamud|Warsame|Abdi|Gebremariam|Tesfay|Tran|Pham|Le|Chen|Li"
    "|Ho|Yeung|Tanaka|Kim|Park|Taufa|Ogunleye|Nwosu|Eze|Balogun|Mensah|Boateng|Asante|Kamara|Sesay|Chowdhury|Miah|Uddin"
    "|Mahmood|Sheikh|Bhatti|Kaur|Dhillon|Sandhu|Sharma|Fernandes|Green|White|Black|Cook|Baker|Field|Wood|Stone|Rivers"
    "|Banks|Hill|Lane|Church|Bishop|Knight|Day|Winter|Frost|Savage|Sharp|Strong|Wise|Goodchild|Small|Little|Long|Short"
    "|Hewlett|Braithwaite|Ollerenshaw|Higginbottom|Micklethwaite|Featherstonehaugh|Pumphrey|Trescothick|Penrose|Tregenza"
    "|Okafor-Green|Hart-Lyons|Costa Pereira|Garcia Lopez|Rahman Khan|Mbeki|Dlamini|Ncube|Chikwanha|Moyo|Sibanda|Haile"
).split("|")
STREETS = "Bramble Way|Fernhill Road|Dockside Avenue|Queen Elizabeth Drive|Chapel Walk|The Poplars|Wetherby Gardens|Nine Acre Lane|Park View|Lower High Street|Hawthorn Grove|Market Hill".split(
    "|"
)
TOWNS = "Aldermere|Port Sefton|Lower Marling|Thornbeck".split("|")
SCHOOLS = "Thornbeck Community School|Our Lady of Grace RC Primary School|Marling Green Academy|Dockside Infant School|Rosebank Nursery School".split(
    "|"
)
# {n} stands for a name said nowhere else: {f} in full, {g} a given name, {s} a surname.
STRAY = (
    "{f} answered the door and let me in.",
    "There was a man in the kitchen who gave his name as {f}.",
    "The family are being helped by a neighbour called {g}.",
    "I was introduced to {g}, who is staying for a few weeks.",
    "Mrs {s} from the housing office rang back at four.",
    "Advice was taken from Dr {s} before the meeting.",
    "She had spent the night at {g}’s house without telling anyone.",
    "Grandmother ({f}) would be willing to be assessed.",
    "He has blocked {g} on his phone and says he feels safer.",
    "The bruise was first seen by {f}, teaching assistant.",
    "Mr {s} is said to owe money to several people on the estate.",
    "They were picked up by {g} in a silver car.",
    "{g} shouted at the children in my presence.",
    "It is not clear where {f} is living at present.",
    "Her solicitor is {f} of Pike and Partners.",
    "Police have spoken with {f} and with {f2} about the incident.",
    "{g} and {g2} were arguing on the landing.",
    "I rang {f} at the health centre and left a message.",
    "A referral was received from {f}, probation officer.",
    "He trusts {g} more than anyone else in the unit.",
    "She does not want {g} to know where she lives.",
    "The foster carers, {f} and {f2}, have given notice.",
    "Could {g} please send the minutes by Friday?",
    "DS {s} will take the lead for the police.",
    "My manager {f} has agreed the funding.",
    "She named {f} as the father of the baby.",
)


class Someone:
    """An invented person; a format says how their name is written, and gives it as labelled text."""

    names = GIVEN, SURNAMES

    def __init__(self, dice: random.Random, surname: str = "", *, listed: float = 0.5) -> None:
        given, surnames = self.names
        self.given = dice.choice(given)
        self.surname = surname or dice.choice(surnames)
        self.listed = dice.random() < listed

    @property
    def full(self) -> str:
        """Given name and surname."""
        return f"{self.given} {self.surname}"

    def __format__(self, how: str) -> str:
        forms = {
            "": self.full,
            "g": self.given,
            "s": self.surname,
            "i": f"{self.given[0]} {self.surname}",
            "d": f"{self.given[0]}. {self.surname}",
            "c": self.full.upper(),
            "C": f"{self.surname.upper()} {self.given}",
            "S": f"{self.given} {self.surname.upper()}",
            "l": self.full.lower(),
            "r": f"{self.surname}, {self.given}",
            "m": f"{self.given} {chr(65 + len(self.surname) % 26)}. {self.surname}",
            "t": unicodedata.normalize("NFD", self.full),
        }
        return f"[[{'listed name' if self.listed else 'unlisted name'}|{forms[how]}]]"


class Family:
    """One family's record, in the layouts of other systems than those of labelled_notes."""

    someone = Someone
    streets, towns, schools, sentences = STREETS, TOWNS, SCHOOLS, STRAY

    def __init__(self, dice: random.Random, number: int) -> None:
        self.dice = dice
        someone = self.someone
        surname = dice.choice(someone.names[1])
        self.one, self.two = someone(dice, surname), someone(dice, surname)
        self.mum = someone(dice, surname if dice.random() < 0.5 else "")
        self.dad, self.worker, self.chair, self.visitor, self.head, self.gran = (someone(dice) for _ in range(6))
        self.case = f"{dice.randint(1000000, 9999999)}"
        self.short = f"LL/{dice.randint(10000, 99999)}/{number % 90 + 10}"
        self.day, self.month, self.year = dice.randint(1, 28), dice.randint(1, 12), dice.randint(2008, 2023)
        self.nhs = nhs_number(dice)
        self.town = dice.choice(self.towns)
        self.street = f"{dice.randint(1, 240)} {dice.choice(self.streets)}"
        self.code = f"{dice.choice(['TB', 'PS', 'M', 'LS'])}{dice.randint(1, 19)} {dice.randint(1, 9)}{dice.choice('ABDEFGH')}{dice.choice('JLNPQ')}"
        self.mobile = f"07700 900{dice.randint(100, 999)}"
        self.office = f"0114 496 0{dice.randint(100, 999)}"
        self.school = dice.choice(self.schools)
        self.age = dice.randint(2, 17)

    def people(self) -> list[Someone]:
        """Everybody in the record."""
        return [self.one, self.two, self.mum, self.dad, self.worker, self.chair, self.visitor, self.head, self.gran]

    def pages(self) -> list[str]:
        """The record's pages, with marks."""
        shapes = (self.assessment, self.strategy, self.review, self.letter, self.thread, self.messages, self.chronology)
        return [shape() for shape in (*shapes, self.supervision, self.strays)]

    def dob(self) -> str:
        """A date of birth in one of many ways."""
        month = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[self.month - 1]
        long = "January February March April May June July August September October November December".split()
        ways = (
            f"{self.day:02}/{self.month:02}/{self.year}",
            f"{self.day}-{month}-{self.year}",
            f"{self.day:02}.{self.month:02}.{self.year}",
            f"{self.day} {long[self.month - 1]} {self.year}",
            f"{self.day}/{self.month}/{self.year % 100:02}",
        )
        return f"[[date_of_birth|{self.dice.choice(ways)}]]"

    def number(self) -> str:
        """The NHS number in one of three ways."""
        a, b, c = self.nhs[:3], self.nhs[3:6], self.nhs[6:]
        return f"[[nhs_number|{self.dice.choice((self.nhs, f'{a} {b} {c}', f'{a}-{b}-{c}'))}]]"

    def mail(self, who: Someone, host: str) -> str:
        """An e-mail address made from a name."""
        plain = unicodedata.normalize("NFKD", f"{who.given}.{who.surname}".lower())
        return f"[[email|{re.sub(r'[^a-z.]', '', plain)}@{host}.example]]"

    def assessment(self) -> str:
        return f"""CHILD AND FAMILY ASSESSMENT                                   Person ID: [[reference|{self.case}]]
Name: {self.one}          D.O.B: {self.dob()}          NHS No: {self.number()}
Address: [[address|{self.street}, {self.town}, {self.code}]]
Household
{self.mum:C}   Mother     {self.dob()}
{self.two:C}   Sibling    {self.dob()}
Significant others: {self.gran} (maternal grandmother), {self.dad:m} (father, not at the address)
Allocated worker: {self.worker}     Team: Assessment 3     Tel: [[phone|{self.office}]]

Child's view
{self.one:g} told me that things are better since {self.dad:g} moved out. {self.two:g} nodded when this was said. When asked
about school, {self.one:g} said "{self.head:g} is the best teacher ever". {self.one:g} is [[age|{self.age}]] and attends [[school|{self.school}]].
Parents' view
{self.mum:g} recognises the impact of the arguments. {self.mum:g}’s own childhood was spent in care. {self.dad} did not
reply to letters sent to [[address|{self.dice.randint(2, 90)} Park View, {self.town}]]. Mr {self.dad:s} rang once from [[phone|{self.mobile}]].
"""

    def strategy(self) -> str:
        return f"""Record of strategy discussion held by video, reference [[reference|{self.short}]]
Attendees
Name                      Agency                 Contact
{self.worker}    Children's social care    {self.mail(self.worker, "aldermere")}
DC {self.visitor:s}    Police    101
{self.head}    [[school|{self.school}]]    {self.mail(self.head, "thornbeck-school")}
Chair: {self.chair}
Subject child(ren): {self.one:S}, {self.two:S}
Concern: {self.head:i} reported that {self.two:g} came in with a mark to the cheek and said "{self.dad:g} did it".
DC {self.visitor:s} has checked police systems: {self.dad:c} has two earlier cautions. {self.mum:g} is not to be told until seen.
Decision: section 47 enquiries by {self.worker:g} jointly with police. Threshold met. {self.chair:g} will review in five days.
NI number of father: [[ni_number|QQ{self.dice.randint(100000, 999999)}A]]. Agreed: medical to be arranged by Dr {self.visitor:s}.
"""

    def review(self) -> str:
        return f"""LOOKED AFTER CHILD REVIEW
Child's name
{self.one}
Known as
{self.one:g}
Date of birth
{self.dob()}
Legal status
Section 20
Independent reviewing officer
{self.chair}
Invited and attended
{self.mum} (mother); {self.gran} (grandmother); {self.worker} (social worker); {self.visitor} (health visitor)
Invited, did not attend
{self.dad}
Health: {self.visitor:g} reports that immunisations are up to date. Dental check booked. {self.one:g} has grown 3cm.
Education: {self.head:g} could not come but wrote. {self.one:g} enjoys art and wants a place in the choir.
Contact: with {self.mum:g} weekly, with {self.gran:g} monthly. {self.two:g} lives with {self.gran:g} and sees {self.one:g} on Sundays.
The {self.one:s} family has asked for photographs. Next review in June, {self.chair:d} to chair.
"""

    def letter(self) -> str:
        return f"""{self.dice.choice(("Port Sefton", "Thornbeck"))} Children's Centre
Our ref: [[reference|{self.short}]]
Private and confidential
{self.mum}
[[address|{self.street}
{self.town}
{self.code}]]

Dear {self.mum:g},

Re: {self.one}, born {self.dob()}, and {self.two}

I am writing after my visit with {self.visitor} on Tuesday. We were sorry not to find {self.dad:g} at home. As we said,
{self.one:g} and {self.two:g} need to be in school every day, and {self.gran:g} has kindly offered to help. If you would
like to talk, ring me on [[phone|{self.mobile}]] or write to {self.mail(self.worker, "aldermere")}.

Yours sincerely

{self.worker}
Social Worker
cc {self.head}; Dr {self.visitor:s}; file
"""

    def thread(self) -> str:
        return f"""From: {self.worker:r} <{self.mail(self.worker, "aldermere")}>
Sent: 04 March 2026 17:52
To: {self.chair:r}; {self.visitor:r}
Subject: {self.one:s} children - OFFICIAL SENSITIVE

Hi both

{self.mum:g} has cancelled again. I managed to speak to {self.two:g} on the phone and she sounded flat.
{self.chair:g} - can you let me know if we go ahead without {self.dad:g}? {self.visitor:g}, any news of the referral?

Thanks
{self.worker:g}

-----Original Message-----
From: {self.visitor:r}
To: {self.worker:r}
Saw {self.one:g} in clinic with {self.gran:g}. Weight fine. {self.gran:g} worries about {self.mum:g}'s drinking. NHS {self.number()}.
Kind regards, {self.visitor:g}
{self.visitor} | Health Visitor | T: [[phone|{self.office}]] | M: [[phone|{self.mobile}]]
"""

    def messages(self) -> str:
        return f"""tc w {self.mum:g} 9.40am. kids up late, no bus fare. {self.mum:g} asked if {self.gran:g} cud have them
tx to {self.dad:g} - no reply. tried [[phone|{self.mobile.replace(" ", "")}]] again 11.15
{self.head:g} emailed - {self.one:g} in, {self.two:g} absent 3rd day running
visit: {self.two:g} in bed, temp. told {self.mum:g} to ring 111. {self.dad:i} outside in car, drove off
sup w {self.chair:g} - agreed CP visit weekly, {self.worker:g} to book {self.visitor:g} for joint visit
{self.one:l} seen alone in bedroom, said "i want to live at nans"
person no [[reference|{self.case}]] / dob {self.dob()} / [[age|{self.age}yrs]]
ni [[ni_number|QQ {self.dice.randint(10, 99)} {self.dice.randint(10, 99)} {self.dice.randint(10, 99)} B]]
"""

    def chronology(self) -> str:
        return f"""Chronology for {self.one:c} and {self.two:c}
Date         Source          Event
03/04/2025   School          {self.head} rang to say that {self.one:g} had no coat. Advice given.
17/06/2025   Police          Call to [[address|{self.street}]]. {self.dad:C} arrested; {self.mum:g} did not wish to make a statement.
18/06/2025   Health          {self.visitor:d} visited. Home warm. {self.two:g} weighed.
02/09/2025   EDT             {self.gran:g} reported that {self.mum:g} had gone out and left {self.two:g} with {self.dad:g}.
11/11/2025   Social care     Conference. Chair {self.chair:s}. Unanimous: plan for neglect.
20/01/2026   Social care     Change of worker, {self.worker} takes over from duty.
Genogram note: {self.gran:g} is mother to {self.mum:g}; {self.dad:g} is father to {self.two:g} only.
"""

    def supervision(self) -> str:
        return f"""Supervision record - case discussion
Supervisor: {self.chair}
Supervisee: {self.worker}
Case: {self.one:r} ([[reference|{self.case}]])
What is working well? {self.mum:g} is honest. The relationship between {self.one:g} and {self.gran:g} is a strength.
What are we worried about? {self.dad:g} may be back in the home. {self.two:g}'s speech. Neighbours at [[address|{self.street.split(" ", 1)[1]}]] complain.
Reflection: {self.worker:g} feels stuck; {self.chair:g} suggested a joint visit with {self.visitor}. Would {self.head:g} speak to the
children? Hypothesis: the children are caring for {self.mum:g}. {self.one:g} turned [[age|{self.age}]] last week.
Actions: 1) {self.worker:g} to see {self.dad:g} at the office. 2) {self.chair:g} to chase legal. 3) {self.visitor:i} to weigh {self.two:g}.
"""

    def strays(self) -> str:
        """Running text about people whom nothing else names."""
        lines = []
        for sentence in self.dice.sample(self.sentences, 13):
            one, two = self.someone(self.dice, listed=0), self.someone(self.dice, listed=0)
            names = {"f": one.full, "g": one.given, "s": one.surname, "f2": two.full, "g2": two.given}
            lines.append(sentence.format_map({how: f"[[name in prose only|{words}]]" for how, words in names.items()}))
        return "Case summary\n" + "\n".join(" ".join(lines[at : at + 2]) for at in range(0, len(lines), 2)) + "\n"


def others(pages: int, seed: int) -> tuple[list[list[Page]], list[Listed]]:
    """Enough records for a number of pages, and the workspace's list for them."""
    return written(Family, pages, seed)


def written(family: type[Family], pages: int, seed: int) -> tuple[list[list[Page]], list[Listed]]:
    """Enough records of some kind for a number of pages, and the workspace's list for them."""
    dice = random.Random(seed)
    made: list[list[Page]] = []
    listed: list[Listed] = []
    while sum(map(len, made)) < pages:
        one = family(dice, len(made))
        made.append([unmark(page, dice) for page in one.pages()])
        listed += [Listed("", "name", who.full) for who in one.people() if who.listed]
    return made, listed
