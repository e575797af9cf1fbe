"""The page in a real browser, from file:// and without a network."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.page.pages import analyses_of, make_large, write_page
from townmeeting.model import Verdict
from townmeeting.review.applying import apply_decisions
from townmeeting.review.downloads import read_download
from townmeeting.review.identity import verdict
from townmeeting.review.merging import merge_reviews
from townmeeting.review.records import Decisions
from townmeeting.review.store import parse_decisions

VIEWS = ("overview", "statements", "qa", "commitments", "topics", "reading")
SHOWN = "return [...document.querySelectorAll('.view')].filter(v => v.offsetParent !== null).map(v => v.id)"
POINTS = "return [...document.querySelectorAll('.p:not(.off)')].filter(p => p.offsetParent).map(p => p.id)"


def find(driver, selector: str):
    return driver.find_element("css selector", selector)


def click(driver, selector: str) -> None:
    """Click below the header that stays at the top."""
    element = find(driver, selector)
    driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", element)
    element.click()


def choose(driver, name: str, value: str) -> None:
    from selenium.webdriver.support.ui import Select

    Select(find(driver, f"#f-{name}")).select_by_value(value)


def search(driver, text: str) -> None:
    box = find(driver, "#f-search")
    box.clear()
    box.send_keys(text)
    told = find(driver, ".count").text
    for _ in range(40):
        if find(driver, ".count").text != told:
            return
        time.sleep(0.05)


@pytest.mark.parametrize("view", VIEWS)
def test_each_tab_shows_its_view_and_no_other(visit, town_page, view):
    driver = visit(town_page)
    find(driver, f'nav a[href="#{view}"]').click()
    for _ in range(40):  # the address changes first, the view a moment later
        if driver.execute_script(SHOWN) == [view]:
            break
        time.sleep(0.05)
    assert driver.execute_script(SHOWN) == [view]
    assert find(driver, "nav a[aria-current]").get_attribute("hash") == f"#{view}"


def test_a_link_to_a_point_opens_its_view_and_lights_the_passages_that_answer_it(visit, town_page):
    (analysis,) = analyses_of("midorino-town-meeting.txt")
    linked = next(c for c in analysis.coverage if c.links)
    driver = visit(town_page, f"p-{linked.point_id}")
    assert driver.execute_script(SHOWN) == ["statements"]
    assert find(driver, ".p.current").get_attribute("id") == f"p-{linked.point_id}"
    lit = driver.execute_script("return [...document.querySelectorAll('mark.on')].map(m => m.textContent).join('')")
    passages = {r.id: r.quote.text for r in analysis.responses}
    assert lit.replace("\n", "") == "".join(passages[k.response_id] for k in linked.links).replace("\n", "")


def test_without_its_script_the_page_shows_everything(browser, town_page, tmp_path):
    text = town_page.read_text(encoding="utf-8")
    bare = tmp_path / "bare.html"
    bare.write_text(text.replace("script-src 'sha256-", "script-src 'sha256-none"), encoding="utf-8")
    browser.get(bare.as_uri())
    assert browser.execute_script(SHOWN) == list(VIEWS)
    assert browser.execute_script("return document.querySelectorAll('mark').length") > 0
    assert any("Content Security Policy" in entry["message"] for entry in browser.get_log("browser"))


@pytest.mark.parametrize(
    ("name", "value", "keep"),
    [
        ("status", "2", lambda p, c: verdict(p, c) is Verdict.UNANSWERED),
        ("status", "3", lambda p, c: verdict(p, c) is Verdict.NOT_NEEDED),
        ("kind", "1", lambda p, c: p.kind == "request"),
        ("confidence", "high", lambda p, c: c.confidence >= 0.8),
        ("department", "-", lambda p, c: not c.links),
    ],
)
def test_a_filter_leaves_the_points_it_names(visit, town_page, name, value, keep):
    (analysis,) = analyses_of("midorino-town-meeting.txt")
    expected = [f"p-{p.id}" for p, c in zip(analysis.points, analysis.coverage, strict=True) if keep(p, c)]
    driver = visit(town_page, "statements")
    choose(driver, name, value)
    assert driver.execute_script(POINTS) == expected
    assert find(driver, ".count").text == f"{len(expected)} / {len(analysis.points)} 論点を表示"


def test_filters_work_together_and_are_taken_back(visit, town_page):
    (analysis,) = analyses_of("midorino-town-meeting.txt")
    driver = visit(town_page, "statements")
    choose(driver, "status", "0")
    choose(driver, "speaker", "0")
    first = analysis.meeting.statements[0].id
    assert driver.execute_script(POINTS)
    assert all(name.startswith(f"p-{first}.") for name in driver.execute_script(POINTS))
    find(driver, ".filters button[type=reset]").click()
    assert len(driver.execute_script(POINTS)) == len(analysis.points)


def test_a_topic_filters_to_its_points(visit, town_page):
    driver = visit(town_page, "statements")
    label = driver.execute_script("return document.querySelector('#f-topic').options[1].textContent")
    choose(driver, "topic", "0")
    shown = driver.execute_script(POINTS)
    named = driver.execute_script(
        "return [...document.querySelectorAll('.p')].filter(p => "
        "[...p.querySelectorAll('.also a')].some(a => a.textContent === arguments[0])).map(p => p.id)",
        label,
    )
    assert shown
    assert shown == named


def test_search_takes_full_and_half_width_as_the_same(visit, tmp_path):
    page = write_page([make_large(6, question="ＩＣカードを ﾊﾞｽ で使いたい。")], tmp_path / "a.html")
    driver = visit(page, "statements")
    search(driver, "icカード　バスで")
    assert len(driver.execute_script(POINTS)) == 12
    search(driver, "その３")
    assert {name.split(".")[0] for name in driver.execute_script(POINTS)} == {"p-3"}
    assert driver.execute_script("return CSS.highlights.get('found').size") > 0
    search(driver, "どこにもない語")
    assert driver.execute_script(POINTS) == []


def test_search_finds_words_of_a_reply(visit, tmp_path):
    driver = visit(write_page([make_large(6)], tmp_path / "a.html"), "statements")
    search(driver, "第4")
    assert {name.split(".")[0] for name in driver.execute_script(POINTS)} == {"p-4"}


def test_keys_step_through_the_points_and_mark_them(visit, town_page):
    from selenium.webdriver.common.keys import Keys

    (analysis,) = analyses_of("midorino-town-meeting.txt")
    first, second = analysis.points[:2]
    driver = visit(town_page, f"p-{first.id}")
    active = driver.switch_to.active_element
    active.send_keys("j")
    assert driver.switch_to.active_element.get_attribute("id") == f"p-{second.id}"
    driver.switch_to.active_element.send_keys("r")
    assert find(driver, ".p.reviewed").get_attribute("id") == f"p-{second.id}"
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert driver.execute_script("return location.hash").startswith("#r-")
    find(driver, "body").send_keys(Keys.TAB)
    assert driver.switch_to.active_element.tag_name != "body"


def test_the_skip_link_leads_into_the_view_that_is_shown(visit, town_page):
    from selenium.webdriver.common.keys import Keys

    driver = visit(town_page, "qa")
    driver.execute_script("document.querySelector('.skip').focus()")
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert driver.switch_to.active_element.get_attribute("id") == "qa"
    assert driver.execute_script(SHOWN) == ["qa"]


def test_a_shared_reply_is_shown_again_where_it_is_wanted(visit, town_page):
    driver = visit(town_page, "statements")
    button = find(driver, ".elsewhere button")
    source = find(driver, ".elsewhere a").get_attribute("data-turn")
    before = driver.execute_script("return document.getElementById(arguments[0]).textContent", source)
    driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", button)
    button.click()
    again = driver.execute_script(
        "return [...document.querySelectorAll('.right > .r:not([id])')].map(r => r.textContent)"
    )
    assert again == [before]


def test_the_graph_zooms_pans_and_opens_the_points_of_a_topic(visit, town_page):
    driver = visit(town_page, "topics")
    before = find(driver, "#world").get_attribute("transform")
    find(driver, ".graphtools button").click()
    zoomed = find(driver, "#world").get_attribute("transform")
    assert zoomed != before
    from selenium.webdriver.common.action_chains import ActionChains

    svg = find(driver, "#graph")
    ActionChains(driver).move_to_element_with_offset(svg, -200, -150).click_and_hold().move_by_offset(
        40, 30
    ).release().perform()
    assert find(driver, "#world").get_attribute("transform") != zoomed
    find(driver, ".graphtools button:last-child").click()
    driver.execute_script(
        "document.querySelector('#graph a').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))"
    )
    name = driver.execute_script("return document.querySelector('#graph a').dataset.t")
    driver.execute_script("location.hash = arguments[0]", name)
    time.sleep(0.2)
    assert find(driver, f"#{name}").get_attribute("open")
    assert find(driver, f"#{name} li a").is_displayed()
    lit = driver.execute_script("return [...document.querySelectorAll('#graph .lit')].map(e => e.dataset.t)")
    assert lit
    assert set(lit) == {name}


def test_the_picture_and_the_table_hold_the_same_terms(visit, town_page):
    driver = visit(town_page, "topics")
    drawn = driver.execute_script("return [...document.querySelectorAll('#graph text')].map(t => t.textContent)")
    rows = driver.execute_script(
        "return [...document.querySelectorAll('.terms tbody th')].map(t => t.firstChild.data.trim())"
    )
    assert drawn
    assert set(drawn) <= set(rows)


def review(driver, point: str, how: str, value: str = "") -> None:
    from selenium.webdriver.support.ui import Select

    box = f'[id="p-{point}"] .review'
    driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", find(driver, box))
    if how == "status":
        Select(find(driver, f"{box} select")).select_by_value(value)
    elif how == "remark":
        find(driver, f"{box} input").send_keys(value)
    else:
        find(driver, f"{box} button:nth-of-type({1 if how == 'right' else 2})").click()


def download(driver) -> bytes:
    path: Path = driver.downloads / "decisions.json"
    path.unlink(missing_ok=True)
    click(driver, "#download")
    for _ in range(100):
        if path.exists() and path.read_bytes().endswith(b"}\n"):
            return path.read_bytes()
        time.sleep(0.05)
    raise AssertionError("nothing was downloaded")


def test_a_review_is_kept_downloaded_merged_and_applied(visit, town_page):
    (analysis,) = analyses_of("midorino-town-meeting.txt")
    now = {p.id: verdict(p, c) for p, c in zip(analysis.points, analysis.coverage, strict=True)}
    agreed = next(i for i, v in now.items() if v is Verdict.ANSWERED)
    opened = next(i for i, v in now.items() if v is Verdict.UNANSWERED)
    doubted = next(i for i, v in now.items() if v is Verdict.PARTIAL)
    driver = visit(town_page, "statements")
    review(driver, agreed, "right")
    review(driver, opened, "status", "answered")
    review(driver, opened, "remark", "後日<b>回答</b>")
    review(driver, doubted, "wrong")
    click(driver, "#download")
    assert "名前" in find(driver, "#live").text or "名前" in driver.execute_script(
        "return document.querySelector('#live').textContent"
    )
    find(driver, "#who").send_keys("市川")
    driver = visit(town_page, "statements")  # opened anew: what was marked is still there
    assert len(driver.find_elements("css selector", ".p.reviewed")) == 3
    data = download(driver)

    records = {(r.key.point, r.field): r for r in parse_decisions(data, "decisions.json").records}
    assert records[agreed, "confirmed"].value == "confirmed"
    assert records[agreed, "status"].value == "answered"
    assert records[opened, "status"].value == "answered"
    assert records[opened, "status"].before == records[opened, "status"].machine == "unanswered"
    assert records[opened, "remarks"].value == "後日<b>回答</b>"
    assert records[doubted, "remarks"].value == "【判定が違う】"
    assert {r.who for r in records.values()} == {"市川"}

    merged = merge_reviews(Decisions(), [read_download(data, "decisions.json")])
    assert merged.added == len(records)
    applied = apply_decisions([analysis], merged.decisions)
    (decided,) = applied.analyses
    after = {p.id: verdict(p, c) for p, c in zip(decided.points, decided.coverage, strict=True)}
    assert after == now | {opened: Verdict.ANSWERED}
    assert not [d for d in decided.diagnostics if d.code == "decision_unmatched"]


def test_what_was_handed_over_and_taken_back_is_told(visit, town_page):
    (analysis,) = analyses_of("midorino-town-meeting.txt")
    point = analysis.points[0].id
    driver = visit(town_page, "statements")
    find(driver, "#who").send_keys("市川")
    review(driver, point, "right")
    first = parse_decisions(download(driver), "a.json")
    time.sleep(1.1)  # records are dated to the second
    review(driver, point, "right")
    second = parse_decisions(download(driver), "b.json")
    assert {r.field: r.value for r in first.records} == {
        "confirmed": "confirmed",
        "status": verdict(analysis.points[0], analysis.coverage[0]),
    }
    assert {r.field: r.value for r in second.records} == {"confirmed": "", "status": ""}
    both = merge_reviews(
        merge_reviews(Decisions(), [read_download(json_of(first), "a")]).decisions,
        [read_download(json_of(second), "b")],
    )
    (after,) = apply_decisions([analysis], both.decisions).analyses
    assert after.coverage[0].status == analysis.coverage[0].status


def json_of(store: Decisions) -> bytes:
    from townmeeting.review.store import render_decisions

    return render_decisions(store).encode("utf-8")


def test_a_browser_without_storage_reads_filters_and_downloads(browser_without_storage, town_page):
    driver = browser_without_storage
    driver.get(f"{town_page.as_uri()}#statements")
    assert "保存できません" in find(driver, ".sum").text
    choose(driver, "status", "2")
    assert driver.execute_script(POINTS)
    review(driver, driver.execute_script(POINTS)[0].removeprefix("p-"), "wrong")
    assert len(driver.find_elements("css selector", ".p.reviewed")) == 1
    assert [e for e in driver.get_log("browser") if e["level"] == "SEVERE"] == []


HOSTILE = "</script><script>window.hit=1</script><!--<img src=x onerror='window.hit=1'>\u202e'\"`{{7*7}}${1}"


def test_hostile_words_stand_as_text_and_run_nothing(visit, tmp_path):
    page = write_page([make_large(3, question=HOSTILE, reply=HOSTILE)], tmp_path / "a.html")
    driver = visit(page, "statements")
    assert driver.execute_script("return window.hit") is None
    shown = driver.execute_script("return document.querySelector('.p .w').textContent")
    assert shown == f"{HOSTILE}（その1）".replace("\u202e", "\ufffd")
    assert driver.execute_script("return document.querySelectorAll('main img, main script').length") == 0
    assert len(driver.execute_script(POINTS)) == 6


def test_nothing_is_asked_of_the_network(visit, town_page):
    driver = visit(town_page)
    assert driver.execute_script("return performance.getEntriesByType('resource').length") == 0


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_problem(visit, town_page, axe, width, scheme):
    driver = visit(town_page)
    driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    )
    driver.execute_script(axe)
    found = []
    for view in VIEWS:
        driver.execute_script("location.hash = arguments[0]", view)
        time.sleep(0.1)
        result = driver.execute_async_script(
            "const done = arguments[0]; axe.run(document).then(r => done(r.violations))"
        )
        found += [
            (view, v["id"], v["impact"], [n["html"][:120] for n in v["nodes"]][:3])
            for v in result
            if v["impact"] in ("serious", "critical", "moderate")
        ]
        assert driver.execute_script("return document.documentElement.scrollWidth <= innerWidth"), view
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert found == []


def test_printing_everything_puts_every_view_on_paper(visit, town_page):
    driver = visit(town_page)
    driver.execute_script("document.documentElement.classList.add('everything')")
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert driver.execute_script(SHOWN) == list(VIEWS)
    assert not find(driver, "nav").is_displayed()
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


@pytest.mark.parametrize("statements", [0, 1, 400])
def test_pages_of_any_size_open(visit, tmp_path, statements):
    driver = visit(write_page([make_large(statements)], tmp_path / "a.html"), "statements")
    assert len(driver.execute_script(POINTS)) == 2 * statements


def test_the_review_reaches_the_command_line(visit, town_page, tmp_path):
    from typer.testing import CliRunner

    from townmeeting.cli.app import app

    driver = visit(town_page, "statements")
    find(driver, "#who").send_keys("市川")
    review(driver, analyses_of("midorino-town-meeting.txt")[0].points[0].id, "right")
    handed = tmp_path / "from-page.json"
    handed.write_bytes(download(driver))
    store = tmp_path / "decisions.json"
    run = CliRunner().invoke(app, ["review", "merge", str(handed), "--into", str(store)])
    assert run.exit_code == 0, run.output
    assert len(json.loads(store.read_text(encoding="utf-8"))["points"]) == 1
