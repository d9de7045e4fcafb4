"""Case-note pages by which the search for personal data was never bettered, and must not be: the truth about it.

Names, streets, sentences and layouts stand in neither labelled_notes nor other_notes. All are invented.
"""

# ruff: noqa: E501 - the sample pages stand here as they are typed

from __future__ import annotations

from labelled_notes import Page
from other_notes import Family, Someone, written

from evidence_app.domain.redaction import Listed

GIVEN = (
    "Matilda Florence Phoebe Harriet Beatrice Nancy Elsie Ottilie Harvey Rowan Jenson Kaiden Jaxon Zachary Toby Louie"
    " Chantelle Demi Leanne Stacey Gary Wayne Craig Darren Tracey Sharon Kerry Jermaine Tanisha Kadeem Nevaeh Rhianna"
    " Chidi Amara Olamide Segun Titilayo Akosua Yaw Adwoa Ebrima Fatou Lamin Binta Mariama Tariq Imran Samina Farzana"
    " Nadeem Aqsa Hamza Ruqayyah Meera Sunita Arjun Kavita Lakshmi Gurpreet Amrit Parmjit Piotr Beata Wojciech Grażyna"
    " Dorota Mirela Gheorghe Daciana Vasile Snezhana Plamen Goran Ljubica Andrius Jurgita Edgars Taras Nadiya Bohdan"
    " Parisa Farid Roya Hêvîn Baran Ahmet Ayşe Gülsüm Omar Huda Rami Khaled Amal Yasmin Hussein Fadumo Liban Ikram"
    " Yonas Senait Biniam Hiwot Linh Hung Ngoc Xiaoling Fang Jun Yuki Soo-jin Litia Apisai Róisín Sorcha Cillian Gráinne"
    " Padraig Orla Bethan Gwenllian Emyr Nia Owain Fiona Morag Lachlan Mhairi Ana-Maria Jo-Ann Ava-Grace Bobby-Jo"
    " Honey Coral Harmony Melody Heaven Rain Autumn Willow Hazel Olive Basil Frank Rich Drew Guy Rob Sue Penny Bunny Ray"
).split()
SURNAMES = (
    "O'Callaghan|O’Flaherty|O'Hara-Webb|D'Angelo|D’Cruz|N'Dour|Al-Jabouri|Al Mansouri|El-Khoury|Abd al-Karim|Bin Saleem"
    "|van Dijk|Van der Merwe|von Hagen|De Luca|de Oliveira|dos Reis|della Rovere|McAllister|MacLeod-Byrne|FitzGibbon|ap Gwilym"
    "|St James|Kaczmarek|Zieliński|Pawłowska|Munteanu|Dumitrescu|Dimitrova|Stoyanov|Kazlauskas|Ozoliņš|Bondarenko|Tkachuk"
    "|Rezaei|Ahmadi|Demir|Şahin|Kılıç|Talabani|Hersi|Farah|Jama|Tekle|Berhane|Vu|Hoang|Zhang|Lin|Cheung|Sato|Lee|Choi"
    "|Adebayo|Okoro|Chukwu|Lawal|Owusu|Agyeman|Bangura|Jallow|Ceesay|Akhtar|Malik|Qureshi|Rashid|Gill|Bains|Verma|Nair"
    "|Pinto|Rose|Gray|Hunter|Mason|Parker|Meadows|Brook|Marshall|Forest|Snow|Rain|Gold|Silver|King|Prince|Abbott|Dean"
    "|March|Noble|Blunt|Moody|Darling|Love|Hope|Pope|Chambers|Mills|Bridges|Towers|Poole|Heath|Moss|Fern|Fox|Wolfe|Bird"
    "|Entwistle|Ramsbottom|Cholmondeley|Wolstenholme|Satterthwaite|Trevelyan|Polglase|Hetherington|Oldroyd|Sugden|Duckworth"
    "|Mensah-Brown|Khan-Lewis|Gomes Teixeira|Ruiz Moreno|Ali Shah|Zulu|Nkosi|Mutasa|Banda|Phiri|Desta|Alemu|Kiplagat|Otieno"
).split("|")
STREETS = "Quarry Bank|Ladysmith Terrace|Nelson Street East|Ash Tree Close|Vicarage Road|The Larches|Kingfisher Court|Canal Side|Cross Lane|Orchard Rise|Prince Albert Place|Bottom Mill Road".split(
    "|"
)
TOWNS = "Aldermere|Great Wexby|Harrowmouth|Stanner".split("|")
SCHOOLS = "Great Wexby Church of England Primary School|Harrowmouth High School|Stanner Grammar School|Little Ducklings Nursery|St Hilda's Catholic College".split(
    "|"
)
SENTENCES = (
    "{f} let slip that the boys had been alone since Friday.",
    "Mother cried when she spoke about {g}.",
    "I have left two messages for {f} at the surgery.",
    "{g} is a heavy drinker and can be aggressive, she said.",
    "The children call him Uncle {g}.",
    "School has allowed {f} to collect until further notice.",
    "The caller, a Mrs {s}, would not say where she lived.",
    "Text received from {g}: all fine, see you at six.",
    "Dr {s} thinks the fracture is older than was said.",
    "{f}, who chairs the tenants' group, has also complained.",
    "He slept on a sofa belonging to {f} and then at {g2}’s.",
    "There is an injunction against {f}.",
    "A man later named as {f} ran off.",
    "When {g} is there nobody is allowed to make a noise.",
    "Police arrested {f} at the scene.",
    "Her mentor, {g}, came along as well.",
    "Judge {s} adjourned until the autumn.",
    "They stay with {g} and {g2} in the holidays.",
    "It turned out that {f} had moved abroad.",
    "We agreed that {f} would write the letter.",
    "Support worker {g} took them swimming.",
    "The tenancy is in the name of {f}.",
    "PCSO {s} knows the family well.",
    "{g}'s dog bit the youngest on the hand.",
    "Paternal aunt is {f}, a nurse in Leeds.",
    "Both boys say that {g} sells things from the car.",
)


class Stranger(Someone):
    """An invented person of the names of this module."""

    names = GIVEN, SURNAMES


class Household(Family):
    """One family's record, in layouts of its own."""

    someone = Stranger
    streets, towns, schools, sentences = STREETS, TOWNS, SCHOOLS, SENTENCES

    def pages(self) -> list[str]:
        """The record's pages, with marks."""
        shapes = (self.mash, self.visit, self.conference, self.health, self.exchange, self.day_notes, self.court)
        return [shape() for shape in (*shapes, self.audit, self.strays)]

    def mash(self) -> str:
        return f"""MASH enquiry                Ref [[reference|{self.short}]]              Date 02/03/2026
Subject(s)
{self.one:S}   M   {self.dob()}   System no. [[reference|{self.case}]]
{self.two:S}   F   {self.dob()}
Parental responsibility: {self.mum}, {self.dad}
Home: [[address|{self.street}, {self.town} {self.code}]]   Mob [[phone|{self.mobile}]]
Source of contact - {self.head}, pastoral lead, [[school|{self.school}]], {self.mail(self.head, "wexby-learning")}

{self.head:g} is worried because {self.one:g} has been tearful and told a friend that "{self.dad:g} broke the door".
{self.mum:g} was called in and became upset. {self.two:g} is in nursery and no concerns are held there. Checks: police hold
one call about {self.dad} in May 2024. Health: {self.visitor:d} sees {self.two:g}, last weighed in January, NHS {self.number()}.
Screened by {self.worker:i}; manager oversight by {self.chair}: threshold for assessment is met. {self.gran:g} to be told.
"""

    def visit(self) -> str:
        return f"""Statutory visit
Who was seen?
{self.one:g} (alone), {self.two:g}, {self.mum:g}
Who visited?
{self.worker}
Notes
{self.mum:g} opened the door in her coat. She and {self.gran:g} had been shopping. {self.two:g} hid behind {self.gran:g}, then showed
me a drawing. {self.one:g} said school was boring but likes {self.head:g}'s maths club. {self.one:g} was asked about {self.dad:g} and
went quiet. Bedrooms seen: {self.one:g}'s is tidy, {self.two:g} has no curtains. {self.mum:g} says {self.dad:g} has not been since Monday.
Mr {self.dad:s} rang during the visit; his number is now [[phone|{self.mobile.replace(" ", "")}]].
Recorded by: {self.worker:d}
"""

    def conference(self) -> str:
        return f"""INITIAL CHILD PROTECTION CONFERENCE
Chairperson: {self.chair}                                  Minute taker: {self.visitor:i}
In attendance
{self.mum} - mother
{self.gran} - maternal grandmother
{self.worker} - social worker
{self.head} - designated lead, [[school|{self.school}]]
Apologies received from {self.dad:r} and DS {self.visitor:s}.
The chair welcomed everyone and {self.mum:g} was thanked for coming. {self.worker:g} presented the report. {self.one:g}'s views
were shared: "I wish {self.dad:g} would stop shouting at mum." {self.head:g} said {self.two:g} settles well. {self.gran:g} felt that nobody
had listened. {self.one:g} ([[age|{self.age}]]) and {self.two:g} will be subject to a plan. Ms {self.mum:s} agreed. {self.chair:g} thanked all.
"""

    def health(self) -> str:
        return f"""Paediatric Liaison
{self.town}
Patient: {self.one:c}      DOB {self.dob()}      NHS number {self.number()}
Dear {self.worker}
Thank you for asking about this young person, who came to clinic with {self.gran} (grandmother) on 3 February.
{self.one:g} is [[age|{self.age}]] years of age. Growth is on the 25th centile. {self.gran:g} gives a history of poor sleep since
{self.dad:g} left. I examined {self.one:g} with Nurse {self.visitor:s} present. There were no injuries. I have asked
{self.mum:g} to ring my secretary on [[phone|{self.office}]]. Please send letters to [[address|{self.street}, {self.town}]].
With best wishes
Dr {self.chair:s}
Consultant
Copy: {self.head:i}; parents of {self.one}
"""

    def exchange(self) -> str:
        return f"""From: {self.chair}
To: {self.worker}; {self.head}
Date: Fri, 6 Mar 2026 at 12:01
Subject: Re: {self.one:i} + sib

{self.worker:g},
{self.head:g} has just told me that {self.two:g} was not collected. {self.gran:g} is on her way. Have you got hold of {self.mum:g}?
Try her other number [[phone|+44 (0){self.mobile[1:]}]] or e-mail {self.mail(self.mum, "mailbox")}.
{self.chair:g}

On Fri, {self.worker} wrote:
> Yes, {self.mum:g} was at the job centre, NI [[ni_number|QQ{self.dice.randint(100000, 999999)}C]]. She says {self.dad:g} was meant to do it.
> {self.one:g} is with {self.gran:g} and fine. I will ring {self.dad:g} now.
> {self.worker:g}
"""

    def day_notes(self) -> str:
        return f"""09:10 p/c from {self.gran:g}. {self.mum:g} not answering. ?gone to {self.dad:g}'s
09:40 rang {self.head:g} - {self.one:g} in school, ok. {self.two:g} no show
10:30 home visit w/ {self.visitor:g}. no reply. neighbour at [[address|{self.dice.randint(2, 90)} {self.street.split(" ", 1)[1]}]] not seen them
11:00 {self.chair:g} told. plan: {self.worker:g} + police welfare check
12:15 {self.mum:i} rang - all safe @ {self.gran:g}'s. apologised. reminded re {self.one:g}'s dentist
ref for police [[reference|{self.short}]]. {self.two:l} to be seen tmrw. dob for log {self.dob()}
"""

    def court(self) -> str:
        return f"""IN THE FAMILY COURT                                            Case No: [[reference|{self.short}]]
STATEMENT OF {self.worker:c}
1. I am the allocated social worker for {self.one} and {self.two} and I make this statement in support of the application.
2. The mother is {self.mum}, born {self.dob()}. The father is {self.dad}, who shares parental responsibility.
3. The mother lives at [[address|{self.street}, {self.town}, {self.code}]]. {self.gran} is the maternal grandmother.
4. On 4 January {self.one:g} was found alone. {self.mum:g} accepts this. {self.dad:g} disputes it. {self.visitor} examined the child.
5. {self.two:g} has told {self.head:g} that she is afraid of {self.dad:g}. I believe that {self.gran:g} can care for both children.
Signed: {self.worker:i}
"""

    def audit(self) -> str:
        return f"""Case file audit                                       Record [[reference|{self.case}]]
Auditor: {self.chair}        Worker: {self.worker}        Child: {self.one:r}
Judgement: requires improvement
What does the record tell us about the child's day? A clear picture of {self.one:g}; less about {self.two:g}. The voice of {self.two:g}
is missing from March to May. {self.worker:g} writes warmly. {self.mum:g}'s needs are understood, {self.dad:g} is absent from planning.
Was management oversight effective? {self.visitor:i} signed off late. The chronology names {self.gran} as carer without an assessment.
What difference has been made? {self.one:g} now lives safely with {self.gran:g}; attendance at [[school|{self.school}]] has risen.
Action for {self.worker:g}: see {self.two:g} alone. Action for {self.visitor:g}: supervision monthly.
"""


def unseen(pages: int, seed: int) -> tuple[list[list[Page]], list[Listed]]:
    """Enough records for a number of pages, and the workspace's list for them."""
    return written(Household, pages, seed)
