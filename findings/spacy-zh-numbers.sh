#!/usr/bin/env bash
# spaCy 3.8.14, language zh: the most usual target values are no numbers for token.like_num (LIKE_NUM of Matcher patterns).
# Its list has one to nineteen and figures followed by a power of ten each (一百二十, 三千), but no 两 (两百, 两千), no power of
# ten with another in front of it or behind it (十万, 百万, 三千万, 一百亿), and no figures with 万 or 亿 behind them (100万, 3.5万,
# 1,200万, 1亿; where jieba cuts 万 off, that is none either and stands between the number and its unit). 一点五 and 百分之九十 are none either. ① is one, and so are sentence marks
# between figures (12。5). A pattern such as [{"LIKE_NUM": True}, {"TEXT": "人"}] finds 120人 and 一百人, but neither 两百人 nor 十万人.
# Auditor reads quantities by itself (auditor/language/quantity.py) and leaves like_num alone.
# Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "spacy==3.8.14" "jieba==0.42.1" "setuptools==80.9.0"
cat >"$work/probe.py" <<'PY'
"""Which of the usual ways to write a number are one, and what a pattern of a number and 人 finds."""
import sys

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc

EXPECTED = {
    True: ["120", "1,200", "12.5", "2/3", "１２０", "三", "一百", "一百二十", "三千", "贰", "①", "12。5"],
    False: ["两", "两百", "两千", "十万", "百万", "三千万", "一百亿", "100万", "3.5万", "1,200万", "1亿", "一点五", "百分之九十", "半"],
}
FOUND = {"培训120人": True, "培训一百人": True, "培训两百人": False, "培训十万人": False, "培训3.5万人": False}

wrong = False
vocabulary = spacy.blank("zh").vocab
for expected, words in EXPECTED.items():
    for word in words:
        found = Doc(vocabulary, [word])[0].like_num
        wrong |= found != expected
        print(f"{word}: {'a number' if found else 'no number'}")

cut = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
matcher = Matcher(cut.vocab)
matcher.add("people", [[{"LIKE_NUM": True}, {"TEXT": "人"}]])
for text, expected in FOUND.items():
    doc = cut(text)
    found = bool(matcher(doc))
    wrong |= found != expected
    print(f"{' '.join(token.text for token in doc)}: {'found' if found else 'not found'}")
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
