"""The language is changed without a reload, nothing that was answered is lost, and the next visit remembers it."""

from playwright.sync_api import expect
from visit import Visit


def language(page):
    return page.evaluate("document.documentElement.lang")


def shows(page, label, chosen):
    expect(page.get_by_role("combobox", name=label)).to_have_value(chosen)


def kept(visit):
    """What the browser keeps of the language: how it is written, and who may read it."""
    cookies = [each for each in visit.page.context.cookies() if each["name"] == "language"]
    return [(each["value"], each["path"], each["sameSite"]) for each in cookies]


def test_a_choice_is_kept_while_its_words_change(visit):
    page = visit.open("data")
    kinds = page.get_by_role("combobox", name="Kind of change")
    kinds.click()
    kinds.press_sequentially("Opened")
    page.get_by_role("option", name="Opened").first.click()
    visit.settle()
    assert "Changes: 1" in visit.words()
    for name, label, chosen, said in [
        ("Español", "Tipo de cambio", "Abrió", "Cambios: 1"),
        ("English", "Kind of change", "Opened", "Changes: 1"),
    ]:
        page.get_by_role("radio", name=name).click()
        visit.settle()
        shows(page, label, chosen)
        assert said in visit.words()


def test_answers_outlive_a_change_of_the_language(visit):
    page = visit.open()
    page.get_by_role("button", name="Brain", exact=True).click()
    visit.settle()
    page.get_by_role("radio", name="Español").click()
    visit.settle()
    assert language(page) == "es"
    page.get_by_role("button", name="Triple negativo", exact=True).click()
    visit.settle()
    page.get_by_role("button", name="Mostrar ensayos").click()
    visit.settle()
    said = visit.words()
    assert "Cerebro" in said
    assert "Triple negativo" in said


def test_a_link_can_bring_the_language_and_the_address_forgets_it(visit):
    page = visit.open("glossary?lang=es")
    assert page.inner_text("h1") == "Glosario"
    visit.until("!location.search")
    assert kept(visit) == []
    page.get_by_role("radio", name="English").click()
    visit.settle()
    assert (page.inner_text("h1"), language(page)) == ("Glossary", "en")
    assert kept(visit) == [("en", "/", "Strict")]


def test_a_chosen_language_outlives_a_reload_and_holds_in_another_tab(visit):
    page = visit.open("glossary")
    assert kept(visit) == []
    page.get_by_role("radio", name="Español").click()
    visit.settle()
    assert kept(visit) == [("es", "/", "Strict")]
    page.reload()
    visit.settle()
    other = Visit(page.context, visit.address)
    other.open("glossary")
    assert [(tab.inner_text("h1"), language(tab)) for tab in (page, other.page)] == [("Glosario", "es")] * 2
    other.check()
