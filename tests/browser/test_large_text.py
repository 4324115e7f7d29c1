"""What a narrow screen, larger text or a touch screen must not take away."""

import pytest

NARROW = {"width": 320, "height": 844}
TWICE = "document.documentElement.style.fontSize = '200%'"
CUT_OFF = """[...document.querySelectorAll("main :is([role=navigation], [role=radiogroup], [role=combobox], a, button, button *)")]
    .filter((each) => each.clientWidth && each.scrollWidth > each.clientWidth + 1)
    .filter((each) => getComputedStyle(each).overflow != "visible")
    .map((each) => each.value || each.innerText)"""
WIDTH = "document.querySelector('[data-testid=stMain]').scrollWidth"


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("", id="questions"),
        pytest.param("?sites=bone", id="trials found"),
        pytest.param("trial?id=NCT99000105", id="trial"),
        pytest.param("shortlist?trials=NCT99000101,NCT99000105", id="shortlist"),
        pytest.param("learn?page=bone", id="text"),
        pytest.param("data", id="data"),
    ],
)
def test_at_320_pixels_and_twice_the_size_no_button_is_cut_off(new_window, address, path):
    page = new_window(address, NARROW).open(path)
    page.evaluate(TWICE)
    page.wait_for_timeout(200)
    assert (page.evaluate(CUT_OFF), page.evaluate(WIDTH)) == ([], 320)


@pytest.mark.parametrize(
    ("path", "fold"),
    [
        pytest.param("?sites=bone", "Copy a link to this search", id="search"),
        pytest.param("shortlist?trials=NCT99000101", "Make a link to this list", id="shortlist"),
    ],
)
def test_a_link_is_copied_with_one_tap(phone, path, fold):
    page = phone.open(path)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text(fold).click()
    button = page.get_by_role("button", name="Copy to clipboard")
    button.wait_for()
    page.mouse.move(1, 1)
    assert button.evaluate("(each) => getComputedStyle(each.closest('pre + div')).opacity") == "1"
    button.click()
    assert page.evaluate("navigator.clipboard.readText()") == f"{phone.address}/{path}"
