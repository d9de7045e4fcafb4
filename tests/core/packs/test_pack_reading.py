from evidence_app.packs.reading import letters, stands


def test_letters_set_layout_aside_and_keep_what_counts():
    assert letters("a multi-\nagency  plan") == letters("a multi\ufffeagency plan") == "amulti-agencyplan"
    assert letters("“Quoted”") == letters('"Quoted"')
    assert letters("not agreed") != letters("now agreed")
    assert letters("18%") != letters("81%")
    assert letters("cafe\u0301") == letters("café") != letters("cafe")
    assert letters("said محمد علي here") == letters("said علي محمد here") != letters("said محمد here")


def test_a_quotation_stands_on_one_page_or_on_pages_in_their_order():
    pages = ["xxone", "two", "threexx"]
    assert stands("one", pages) and stands("onetwothree", pages) and stands("onetwo", pages[:2])
    assert not stands("two", pages) and not stands("onethree", pages[:2]) and not stands("onetwofour", pages)
