"""What a policy says for the people of one place is told to nobody else."""

import pytest

from knowledge.chunking import clauses
from knowledge.vocabulary import Region
from tests.unit.knowledge.invented import policy_of


def regions(heading: str, above: str = "") -> list[Region | None]:
    """Of what stands under a heading among others, itself perhaps below another one."""
    text = f"みほん方針\n\n■目的\n商品の発送に利用します。\n\n{above}{heading}\n苦情を申し立てることができます。\n\n■手数料\n500円です。\n"
    return [one.region for one in clauses(policy_of(text))]


@pytest.mark.parametrize(
    ("heading", "region"),
    [
        ("■タイにお住まいの方へ", Region.OTHER),
        ("■ブラジル在住のお客様", Region.OTHER),
        ("■Virginia residents", Region.OTHER),
        ("■カリフォルニア州にお住まいの方へ", Region.CALIFORNIA),
    ],
)
def test_what_is_for_people_of_a_place_is_for_nobody_in_japan(heading: str, region: Region) -> None:
    assert regions(heading) == [None, region, None]


@pytest.mark.parametrize(
    "heading",
    [
        "■ハワイツアーのお客様へ",
        "■ニューヨーク支店をご利用の方",
        "■海外にお住まいの方へ",
        "■日本および韓国にお住まいの方へ",
        "■タイへの提供について",
        "■台湾の法制度",
    ],
)
def test_a_place_in_a_heading_makes_nobody_a_resident(heading: str) -> None:
    assert set(regions(heading)) == {None}


@pytest.mark.parametrize(
    ("above", "heading", "region"),
    [
        ("■地域別の追加条項\n", "▼欧州経済領域および英国", Region.EEA_UK),
        ("■お住まいの国・地域による定め\n", "▼タイ王国", Region.OTHER),
        ("■Region-specific information\n", "▼European Economic Area and United Kingdom", Region.EEA_UK),
        ("■Information for certain states\n", "▼California", Region.CALIFORNIA),
    ],
)
def test_below_a_heading_on_places_a_place_alone_heads_what_is_for_its_people(
    above: str, heading: str, region: Region
) -> None:
    assert regions(heading, above) == [None, region, None]


@pytest.mark.parametrize(
    ("above", "heading"),
    [
        ("■外国にある第三者への提供\n", "▼タイ王国"),
        ("■国別のデータの移転先\n", "▼欧州経済領域"),
        ("■地域別の追加条項\n", "▼米国への移転"),
        ("■当社の店舗\n", "▼中国"),
    ],
)
def test_where_data_go_is_for_everyone(above: str, heading: str) -> None:
    assert set(regions(heading, above)) == {None}


def test_a_long_english_heading_without_a_number_is_one() -> None:
    text = (
        "Mihon Privacy Policy\n\nYour rights\nYou can ask us for a copy.\n\n"
        "Additional information for customers in the EU and the UK\nYou may complain to an authority.\n\n"
        "Contact\nWrite to us by post.\n"
    )
    assert [one.region for one in clauses(policy_of(text))] == [None, Region.EEA_UK, None]


def test_a_place_right_below_its_heading_on_regions_is_told_to_its_people_only() -> None:
    text = (
        "Mihon Privacy Policy\n\n## 1. Data\nWe collect your name and address.\n\n"
        "## 2. Your rights by region\n### California\nYou may opt out of the sale of your data.\n"
        "### European Union\nYou may object to the processing.\n\n## 3. Contact\nWrite to us.\n"
    )
    told = [(one.region, one.text.splitlines()[-1]) for one in clauses(policy_of(text))]
    assert (Region.CALIFORNIA, "You may opt out of the sale of your data.") in told
    assert (Region.EEA_UK, "You may object to the processing.") in told
    assert told[0][0] is None and told[-1] == (None, "Write to us.")


@pytest.mark.parametrize(
    "heading",
    [
        "■Residents outside of California",
        "■Customers who are not in California",
        "■Residents of states other than California",
        "■Non-California residents",
        "■カリフォルニア州以外にお住まいの方",
        "■日本国外にお住まいの方",
        "■EU以外にお住まいのお客様",
        "■欧州経済領域（EEA）以外にお住まいの方へ",
        "■中国本土以外にお住まいの方へ",
        "■カリフォルニア州外にお住まいの方",
        "■Users located outside the European Economic Area",
    ],
)
def test_a_place_that_is_left_out_heads_nothing_for_its_people(heading: str) -> None:
    assert set(regions(heading)) == {None}


@pytest.mark.parametrize(
    ("heading", "region"),
    [
        ("■Residents of California, including those outside of it for a time", Region.CALIFORNIA),
        ("■欧州経済領域（英国を除く）にお住まいの方", Region.EEA_UK),
        ("■中国（香港・マカオ・台湾を除く）にお住まいの方", Region.CHINA),
        ("■Residents of the EEA (other than Switzerland)", Region.EEA_UK),
        ("■米国（カリフォルニア州を除く）にお住まいの方", Region.OTHER),
        ("■US residents outside California", Region.OTHER),
    ],
)
def test_a_place_that_is_left_out_leaves_the_others(heading: str, region: Region) -> None:
    assert regions(heading) == [None, region, None]


@pytest.mark.parametrize(
    ("heading", "region"),
    [
        ("■European Economic Area and United Kingdom users", Region.EEA_UK),
        ("■UK customers", Region.EEA_UK),
        ("■California consumers", Region.CALIFORNIA),
        ("■If you are in the European Union", Region.EEA_UK),
        ("■If you live in California", Region.CALIFORNIA),
        ("■For visitors from Brazil who live in Brazil", Region.OTHER),
        ("■Notice to players in mainland China", Region.CHINA),
    ],
)
def test_an_english_heading_says_in_its_own_ways_whose_it_is(heading: str, region: Region) -> None:
    assert regions(heading) == [None, region, None]


@pytest.mark.parametrize(
    "heading",
    [
        "■Our office in California",
        "■Servers in the European Union",
        "■Users and visitors",
        "■California law",
        "■European Union representative for user data",
        "■Transfers to the United Kingdom",
        "■UK customers' service number of the group",
    ],
)
def test_an_english_heading_with_a_place_in_it_makes_nobody_a_resident(heading: str) -> None:
    assert set(regions(heading)) == {None}


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (
            "Article 1 (Purpose)\nWe send goods.\n\nArticle 2 (Transfer to China)\nOur maker is in Dalian.\n",
            2,
        ),
        ("第１章　目的\n商品の発送に利用します。\n\n第２章　中国への提供\n製造者に渡します。\n", 2),
        (
            "第１章　目的\n商品の発送に利用します。\n\n第２章　カリフォルニアの子会社との共同利用\n名簿を使います。\n",
            2,
        ),
        ("第１章　目的\n商品の発送に利用します。\n\n第２章　EUにある委託先\n製造者に渡します。\n", 2),
    ],
)
def test_a_chapter_on_where_data_go_is_for_everyone(text: str, headings: int) -> None:
    found = clauses(policy_of(f"Mihon Policy\n\n{text}"))
    assert [one.region for one in found] == [None] * headings


@pytest.mark.parametrize(
    ("heading", "region"),
    [
        ("第２章　EEA及び英国", Region.EEA_UK),
        ("第２章　中国本土のお客様へ", Region.CHINA),
        ("第２章　カリフォルニア州の皆様", Region.CALIFORNIA),
        ("第２章　日本国外・EU以外のお客様", None),
        ("第２章　EEAにお住まいの方（第三国への移転を含む）", Region.EEA_UK),
        ("第２章　カリフォルニア州のお客様への情報提供", Region.CALIFORNIA),
        ("第２章　中国居住者に対する個人情報の提供", Region.CHINA),
        ("Part 2 California residents and recipients", Region.CALIFORNIA),
        ("Part 2 If you are in the EEA: your rights and transfers", Region.EEA_UK),
        ("第２章　お客様の個人データの中国への移転", None),
        ("第２章　日本のお客様のデータの中国への移転", None),
        ("第２章　中国在住の委託先への提供", None),
        ("第２章　中国のお客様相談室への委託", None),
        ("第２章　カリフォルニアの方法による提供と子会社", None),
        ("Part 2 Transfers to recipients located in China", None),
        ("Part 2 Transfers to persons in China", None),
    ],
)
def test_a_chapter_on_a_place_is_for_its_people(heading: str, region: Region | None) -> None:
    text = f"みほん方針\n\n第１章　目的\n商品の発送に利用します。\n\n{heading}\n苦情を申し立てられます。\n"
    assert [one.region for one in clauses(policy_of(text))] == [None, region]


def test_an_english_article_is_quoted_with_its_heading() -> None:
    text = "Mihon Policy\n\nArticle 1 (Purpose)\nWe send goods.\n\nArticle 2 (Retention)\nWe keep orders for 5 years.\n"
    assert [one.text.split("\n")[0] for one in clauses(policy_of(text))] == [
        "Article 1 (Purpose)",
        "Article 2 (Retention)",
    ]


def test_a_sentence_on_an_article_is_no_heading() -> None:
    text = (
        "Mihon Policy\n\nArticle 1 (Purpose)\nWe send goods.\nArticle 6 of the GDPR is our basis.\n"
        "Article 17 The right to erasure holds where data are no longer needed for the purposes for which they were collected.\n"
    )
    assert len(clauses(policy_of(text))) == 1
