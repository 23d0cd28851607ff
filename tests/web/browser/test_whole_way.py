"""The whole way in a browser, at a desk's and a telephone's width: hand in, understand, decide, correct, send back, again."""

import io
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from auditor.resources import data_path

pytestmark = pytest.mark.issue(19)

TEXTS = data_path("corpora", "samples", "text")
WORKBOOKS = data_path("corpora", "samples", "workbooks")
REAL = Path(__file__).resolve().parents[4] / "shared" / "real"


def hand_in(page, *files):
    """Choose files and wait until they are audited."""
    page.follow(page.get_by_role("link", name="绩效目标质量审核"))
    page.set_input_files("#files", [str(one) for one in files])
    audited(page, "**/batches/*")
    return re.search(r"/batches/(\w+)", page.url)[1]


def audited(page, address):
    """Wait until what was handed in is audited and shown at an address; the page loads itself anew then."""
    page.wait_for_url(address)
    page.wait_for_selector("#count-opinions")
    page.wait_for_load_state()


def sound(page, part=None):
    """No serious accessibility fault (or none in what a selector chooses), and nothing sideways."""
    assert page.faults(part) == []
    assert page.too_wide() == []


def test_from_files_to_a_package_and_the_second_round(page, tmp_path):
    sound(page)
    page.picture(f"home-{page.size}")
    (tmp_path / "坏的.xlsx").write_bytes(b"PK\x03\x04 broken")
    batch = hand_in(page, TEXTS / "health-bureau.txt", WORKBOOKS / "culture-centre.xlsx", tmp_path / "坏的.xlsx")
    assert page.locator(".error-box").first.inner_text().startswith("没有审核　坏的.xlsx")
    sound(page)
    page.picture(f"overview-{page.size}")
    total = int(page.locator("#count-opinions").inner_text())

    page.follow(page.get_by_role("link", name="health-bureau.txt"))
    sound(page)
    page.picture(f"opinions-{page.size}")
    first, second, third = (page.locator(".opinion").nth(number) for number in range(3))
    first.get_by_role("button", name="采纳").click()
    first.locator(".stands", has_text="采纳").wait_for()
    second.locator("summary", has_text="保留").click()
    second.get_by_label("理由（必填）").fill("合同另有约定")
    second.get_by_role("button", name="说明保留").click()
    second.locator(".stands", has_text="保留：合同另有约定").wait_for()
    third.get_by_role("button", name="工具看错了").click()
    third.locator(".stands", has_text="工具看错了").wait_for()
    in_focus(page, 2)  # what came of a press is in use once it has the focus
    third.get_by_role("button", name="撤销上一步").click()
    page.wait_for_function("() => !document.querySelectorAll('.opinion')[2].classList.contains('decided')")
    sound(page)

    page.goto(re.sub(r"/batches/.*", f"/batches/{batch}/sendback", page.url))
    sound(page)
    page.picture(f"sendback-{page.size}")
    opinions = sum(int(text) for text in page.locator('td[data-label="意见"]').all_inner_texts())
    assert opinions < total
    page.follow(page.get_by_role("link", name=re.compile("查看和修改\\s*给南陵区卫生健康局的退回意见")))
    assert "合同另有约定" not in page.locator("#letter").input_value()
    page.locator("#letter").fill("请于本周内改好。")
    sound(page)
    with page.expect_download() as coming:
        page.get_by_role("button", name="下载退回包").click()
    assert coming.value.suggested_filename == "退回-南陵区卫生健康局.zip"
    with zipfile.ZipFile(io.BytesIO(Path(coming.value.path()).read_bytes())) as packed:
        assert packed.read("退回意见.txt").decode("utf-8-sig") == "请于本周内改好。\r\n"
        assert [name for name in packed.namelist() if name.startswith("批注副本/")] == [
            "批注副本/health-bureau（审核批注）.txt"
        ]

    shutil.copy(TEXTS / "health-bureau.txt", tmp_path / "health-bureau.txt")
    text = (tmp_path / "health-bureau.txt").read_text("utf-8")
    (tmp_path / "health-bureau.txt").write_text(text.replace("≥900%", "≥99%"), "utf-8")
    page.goto(re.sub(r"/batches/.*", f"/batches/{batch}/rounds", page.url))
    sound(page)
    page.set_input_files("#files", [str(tmp_path / "health-bureau.txt")])
    audited(page, lambda url: batch not in url)
    page.follow(page.get_by_role("link", name="改后对照"))
    told = page.locator(".lead").inner_text()
    assert re.match(
        r"上次 \d+ 处：已改 \d+ 处，改过仍在 0 处，未改 \d+ 处，在新版没有的材料里 28 处；新出现 0 处。", told
    )
    assert page.locator("td.old", has_text="≥900%").count() == 1
    sound(page)
    page.picture(f"rounds-{page.size}")

    for path, name in (
        ("/season", "汇总"),
        ("/verdicts", "规则准不准"),
        ("/queue", "请您判断"),
        ("/paste", "粘贴一张表"),
    ):
        page.follow(page.get_by_role("link", name=name, exact=True))
        assert page.url.endswith(path)
        sound(page)
        page.picture(f"{path[1:]}-{page.size}")


@pytest.mark.parametrize("page", ["1366"], indirect=True)
def test_files_chosen_before_the_scripts_of_the_page_have_come_are_handed_in(page):
    held = []
    page.route("**/upload.js", lambda route: held.append(route))
    with page.expect_request("**/upload.js"):
        page.goto(re.sub(r"(//[^/]+/).*", r"\1", page.url), wait_until="commit")
    page.set_input_files("#files", [str(TEXTS / "water-bureau.txt")])
    (script,) = held
    script.continue_()
    audited(page, "**/batches/*")


def test_a_heading_is_corrected_a_row_is_corrected_and_the_copy_comes_back(page, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ("单位：云岭区图书馆",),
        ("项目名称", "馆舍运行", "预算数（万元）", 12),
        ("一级指标", "二级指标", "三级指标", "要达到的"),
        ("产出指标", "数量指标", "服务群众", "服务群众"),
        ("产出指标", "质量指标", "设备完好率", "≥95%"),
        ("效益指标", "社会效益指标", "读者借阅量", "≥3000册"),
        ("满意度指标", "服务对象满意度指标", "读者满意度", "≥90%"),
    ):
        sheet.append(row)
    book.save(tmp_path / "图书馆.xlsx")
    hand_in(page, tmp_path / "图书馆.xlsx")
    page.follow(page.get_by_role("link", name="图书馆.xlsx", exact=True))
    page.follow(page.get_by_role("link", name="读得对吗？").first)
    sound(page)
    page.picture(f"understood-{page.size}")


def in_focus(page, place):
    """Wait until the opinion of a place (from 0) has the focus, as it has again after its buttons were pressed."""
    from playwright.sync_api import TimeoutError as TooLateError

    wanted = page.locator(".opinion").nth(place).get_attribute("data-opinion")
    try:
        page.wait_for_function("wanted => document.activeElement.dataset.opinion === wanted", arg=wanted, polling=100)
    except TooLateError as error:
        held = page.evaluate("() => [document.hasFocus(), document.activeElement.outerHTML.slice(0, 200)]")
        raise AssertionError(f"opinion {wanted} is to have the focus, not {held} of {page.url}") from error


def test_keyboard_alone(page, tmp_path):
    text = (TEXTS / "health-bureau.txt").read_text("utf-8")
    undecided = tmp_path / f"卫生健康局{page.size}.txt"  # of its own department and projects: no decision stands yet
    own = text.replace("608002", page.size.zfill(6)).replace("卫生健康局", f"卫生健康第{page.size}局")
    undecided.write_text(own, "utf-8")
    batch = hand_in(page, undecided)
    page.get_by_role("link", name=undecided.name).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/batches/{batch}/1")  # to its end: keys do something once the scripts of a page have run
    assert page.locator(".opinion:has(.stands)").all_inner_texts() == []
    page.keyboard.press("j")
    in_focus(page, 0)
    page.keyboard.press("1")
    page.locator(".opinion").nth(0).locator(".stands", has_text="采纳").wait_for()
    in_focus(page, 0)
    page.keyboard.press("j")
    in_focus(page, 1)
    page.keyboard.press("2")
    page.keyboard.type("另有规定")
    page.keyboard.press("Enter")
    page.locator(".opinion").nth(1).locator(".stands", has_text="保留：另有规定").wait_for()
    in_focus(page, 1)
    page.keyboard.press("j")
    in_focus(page, 2)
    page.keyboard.press("3")
    page.locator(".opinion").nth(2).locator(".stands", has_text="工具看错了").wait_for()
    in_focus(page, 2)
    page.keyboard.press("u")
    page.wait_for_function("() => !document.querySelectorAll('.opinion')[2].classList.contains('decided')")
    in_focus(page, 2)
    page.keyboard.press("k")
    in_focus(page, 1)


@pytest.mark.skipif(not REAL.is_dir(), reason="the real documents are not on this machine")
@pytest.mark.parametrize("page", ["1366"], indirect=True)
def test_the_real_document_goes_the_whole_way(page):
    (document,) = sorted(REAL.glob("*.txt"))
    batch = hand_in(page, document)
    page.follow(page.get_by_role("link", name=document.name))
    page.follow(page.get_by_role("link", name="读得对吗？").first)
    sound(page)
    page.goto(re.sub(r"/understood", "", page.url))
    sound(page)
    page.locator(".opinion").first.get_by_role("button", name="采纳").click()
    page.locator(".opinion").first.locator(".stands").wait_for()

    page.get_by_role("button", name=re.compile("^改第 1 行")).first.click()
    page.locator(".row-form textarea[name=target]:focus").fill("≥12次")  # in use once it has the focus
    page.get_by_role("button", name="改好，再判").click()
    page.locator("tbody.corrected").first.wait_for()
    sound(page, "tbody.corrected")  # the rest of this long page was looked through above

    page.goto(re.sub(r"/batches/.*", f"/batches/{batch}/sendback", page.url))
    with page.expect_download() as coming:
        page.get_by_role("button", name=re.compile("^下载")).first.click()
    with zipfile.ZipFile(io.BytesIO(Path(coming.value.path()).read_bytes())) as packed:
        assert {"退回意见.txt"} < set(packed.namelist())

    page.goto(re.sub(r"/batches/.*", f"/batches/{batch}/rounds", page.url))
    page.set_input_files("#files", [str(document)])
    audited(page, lambda url: batch not in url)
    page.follow(page.get_by_role("link", name="改后对照"))
    assert "新出现 0 处。" in page.locator(".lead").inner_text()
    sound(page)
    page.goto(re.sub(r"/batches/.*", "/season", page.url))
    sound(page)
