"""``auditor look``: what a person sees of every text, on a page that needs no network."""

import re
from html import unescape

import pytest

from auditor.outputs.look import look
from auditor.resources import data_path
from tests.building import project, submission
from tests.command import run

SAMPLE = data_path("corpora", "samples", "text", "water-bureau.txt")


def page_of(folder, *rows, narrative=(), **about):
    path = look(submission(project("P1", *rows, **about), narrative=narrative), folder / "页.html")
    return path.read_text(encoding="utf-8")


def plain(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def shown(page):
    """What stands on the page: each text by its field, its labels in order, and the lines under it."""
    found = []
    for field, text in re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", page, re.S):
        drawing, *told = re.split(r'<p class="(?:told|judged)">', text)
        labels = [one.strip() for one in re.findall(r'class="name"[^>]*>(.*?)</span>', drawing, re.S)]
        words = re.sub(
            r'<span class="bar".*?</span>\s*(?:</span>)?',
            "",
            re.sub(r'<span class="name".*?</span>', "", drawing, flags=re.S),
            flags=re.S,
        )
        found.append((field, plain(words), labels, [plain(one) for one in told]))
    return found


def test_words_quantities_dates_vague_words_and_excuses_of_every_text(tmp_path):
    cells = ("产出指标", "质量指标", "抢修及时率", "显著提升合格率至98%，2026年9月底前完成，明显改善", "及时", "")
    page = page_of(
        tmp_path, cells, goal="改造管网12公里", narrative=[{"ordinal": "（一）", "name": "管网", "goal": "更换阀门8个"}]
    )
    texts = shown(page)
    assert [field for field, *_ in texts] == ["绩效目标", "绩效目标", "三级指标", "指标描述", "指标值"]
    assert texts[0] == ("绩效目标", "更换 阀门 8个", ["计数"], [])
    assert texts[1] == ("绩效目标", "改造 管网 12公里", ["长度"], [])
    _, words, labels, told = texts[3]
    assert words == "显著 提升 合格率 至 98% ， 2026 年 9 月底 前 完成 ， 明显改善"
    assert labels == ["不算", "比率", "截止", "状态", "状态"]
    assert told == ["“显著提升”不算空泛：同一句里写明了数量（98%）"]
    field, words, labels, told = texts[4]
    assert (field, words, labels) == ("指标值", "及时", ["说法"])
    assert re.fullmatch(r"只看写法，模型认为：\S+ \d\d?%（仅供参考）", told[-1])


def test_a_page_needs_no_other_file_and_what_a_text_says_runs_nothing(tmp_path):
    page = page_of(
        tmp_path, ("产出指标", "数量指标", "<script>alert(1)</script>", "", "明显<b>好转</b>3次"), name="<i>甲</i>"
    )
    assert re.findall(r"<(?:script|link|img|iframe|b|i)\b|https?:|url\(|@import", page) == []
    assert "".join(shown(page)[0][1].split()) == "<script>alert(1)</script>"


@pytest.mark.issue(14)
def test_the_command_writes_the_page_and_says_where(tmp_path):
    done = run("look", SAMPLE, "--out", tmp_path / "页.html")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.replace("\n", "").startswith("已写出")
    assert len(shown((tmp_path / "页.html").read_text(encoding="utf-8"))) > 20


def test_a_missing_file_gets_one_sentence(tmp_path):
    done = run("look", tmp_path / "没有.docx", "--out", tmp_path / "页.html")
    assert done.returncode == 2
    assert done.stderr.startswith("错误：") and "Traceback" not in done.stderr
    assert not (tmp_path / "页.html").exists()
