"""A real browser for the page, or a skip with the reason. It may speak to its driver on this machine and to nothing
else; the page itself is opened from file:// with every name resolving to nowhere."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.page.pages import analyses_of, write_page

AXE = Path(os.environ.get("TOWNMEETING_AXE") or ROOT / "node_modules" / "axe-core" / "axe.min.js")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a connection to this machine through (the driver's) and no other; takes the place of the fixture that
    blocks all."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host != "localhost" and not (host and ipaddress.ip_address(host).is_loopback):
            raise AssertionError(f"network call to {address}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", local_only)


def _programs() -> tuple[str, str]:
    browser = os.environ.get("TOWNMEETING_CHROMIUM") or shutil.which("chromium") or ""
    driver = os.environ.get("TOWNMEETING_CHROMEDRIVER") or shutil.which("chromedriver") or ""
    if not browser or not driver:
        pytest.skip("chromium and chromedriver (Debian: chromium, chromium-driver) are not installed")
    return browser, driver


def _open(downloads: Path, *, storage: bool = True):
    pytest.importorskip("selenium", reason="selenium is not installed")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    browser, driver = _programs()
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-proxy-server",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
        "--window-size=1280,900",
    ):
        options.add_argument(flag)
    settings: dict[str, object] = {"download.default_directory": str(downloads), "download.prompt_for_download": False}
    if not storage:
        settings["profile.default_content_setting_values.cookies"] = 2
    options.add_experimental_option("prefs", settings)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service(driver))


@pytest.fixture(scope="session")
def _session_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[object, Path]]:
    downloads = tmp_path_factory.mktemp("downloads")
    driver = _open(downloads)
    yield driver, downloads
    driver.quit()


@pytest.fixture
def browser(_session_browser):
    """Return the browser at 1280 by 900, storage emptied; afterwards nothing must have been refused or have failed."""
    driver, downloads = _session_browser
    driver.get("about:blank")
    driver.get_log("browser")
    driver.downloads = downloads
    for old in downloads.iterdir():
        old.unlink()
    yield driver
    driver.execute_script("try { localStorage.clear() } catch {}")
    assert [entry for entry in driver.get_log("browser") if entry["level"] == "SEVERE"] == []


@pytest.fixture
def browser_without_storage(tmp_path: Path):
    """Return a browser that refuses local storage."""
    driver = _open(tmp_path, storage=False)
    yield driver
    driver.quit()


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the source of axe-core, or skip."""
    if not AXE.is_file():
        pytest.skip(f"axe-core (npm install --no-save axe-core) is not at {AXE}")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def town_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of the fictional town meeting, with topics."""
    return write_page(analyses_of("midorino-town-meeting.txt"), tmp_path_factory.mktemp("page") / "report.html")


@pytest.fixture
def visit(browser) -> Callable[..., object]:
    """Return a function that opens a page at an anchor and returns the browser."""

    def go(page: Path, anchor: str = ""):
        browser.get("about:blank")
        browser.get(page.as_uri() + (f"#{anchor}" if anchor else ""))
        return browser

    return go
