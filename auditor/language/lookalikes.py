"""Numbers that are no quantities: dates, document numbers, standards, ordinals, names and set phrases.

They are blanked out, character for character, before quantities are read.
"""

from __future__ import annotations

import re
from functools import cache

from auditor.language.numerals import ARABIC, CHINESE
from auditor.language.runs import BLANK, LONGEST_RUN
from auditor.language.units import unit_table

_YEAR = r"(?:19|20)\d\d"
_TO = r"\s*[-~至到]+\s*"
_NUMERAL = rf"(?:{ARABIC}|{CHINESE})"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_UNCOUNTED = r"(?![\d.]*\s*(?:[%分个台套篇期人次件份项家户场名元吨亩辆批所座处张本册]|以上))"
_MONTHS_SPOKEN = "十[一二]?|[一二三四五六七八九]"

_PATTERNS = (
    # 《…》 names a document; “4.15” and “十个一” name a campaign (a quotation with % or a comparator is no name)
    r"《[^》]{0,400}》",
    r"[“\"‘「『][^“”\"‘’「」『』%≥≤<>=]{1,20}[”\"’」』]",
    # 财预〔2021〕101号, (2023)12号, 5号楼
    rf"[〔\[【(]\s*{_YEAR}\s*[〕\]】)]\s*(?:第?\s*\d+\s*号)?",
    r"第?\s*\d+(?:\s*[、,]\s*\d+){0,50}\s*号(?!召)",
    # 2024-06-30, 2024年6月30日, 2021-2025年, 二零二四年
    rf"(?<!\d){_YEAR}\s*[-./]\s*{_MONTH}\s*[-./]\s*[0-3]?\d(?!\d)日?",
    rf"(?<!\d){_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d){_UNCOUNTED}",
    rf"(?<!\d){_YEAR}\s*[-./]\s*{_MONTH}(?=\s*(?:[底末前止初~至,、;。)]|-|$))(?!\s*-\s*\d\d?年)",
    rf"(?<!\d){_YEAR}(?:\s*年?{_TO}(?:(?:19|20)?\d\d))?\s*(?:学年|财年|年度?)",
    rf"(?<!\d){_YEAR}{_TO}{_YEAR}(?![\d.,%‰万亿元个人户件家份次场台套吨米亩平公])",
    r"[一二三四五六七八九零]{4}年度?",
    # 6月底, 1-12月, 12月31日, 每月15日前, 十二月; 第三季度, 三季度
    rf"(?<!\d)(?:{_MONTH}{_TO})?{_MONTH}\s*月(?:份)?\s*(?:[0-3]?\d\s*(?:{_TO}[0-3]?\d\s*)?[日号])?",
    rf"(?<![一二三四五六七八九十个每])(?:{_MONTHS_SPOKEN})月(?:份|底|初|末|中旬|上旬|下旬|前)",
    r"(?<=[月季])\s*[0-3]?\d(?:\s*[日号]?\s*[、和,]\s*[0-3]?\d)*\s*[日号]",
    r"(?<!\d)(?:3[01]|[12]\d|[1-9])\s*[日号](?=之?前|以前|起|止|至)",
    rf"第\s*{_NUMERAL}(?:\s*(?:[-~至到、,]|和)\s*{_NUMERAL})*",
    r"(?<![每个满两])[一二三四1-4]季度",
    # 8:30-17:00, 每日8时
    r"(?<!\d)(?:[01]?\d|2[0-4])\s*:\s*[0-5]\d\s*(?:-|~|至|到)\s*(?:[01]?\d|2[0-4])\s*:\s*[0-5]\d",
    r"(?<![\d:比例])(?:[5-9]|[01]\d|2[0-4])\s*:\s*[0-5]\d(?!\d)",
    r"(?<!\d)(?:[01]?\d|2[0-4])\s*(?:时|点)(?:\s*[0-5]?\d\s*分)?(?=前|之前|至|起|以后|整)",
    r"7\s*[×*xX]\s*24\s*(?:小时|h)?",
    r"\d+\s*分钟(?=\S{0,5}圈)",
    # GB/T 30600, GB50189-2015, ISO9001, PM2.5, A4, 3A, DN300, IPv6
    rf"(?<![A-Za-z])[A-Z]{{2,}}(?:\s*/\s*[A-Z]{{1,2}})?\s*[-]?\s*\d+(?:[.\-:]\d+)*{_UNCOUNTED}",
    rf"(?<![A-Za-z\d/])(?<!\d )[A-Za-z]+[-_]?\d[A-Za-z\d]*(?:[.\-][A-Za-z\d]+)*{_UNCOUNTED}",
    r"(?<![\d.≥≤><=])\d+[A-Z](?![A-Za-z])(?=级|网|基|店|平|信|移|景|旅|通|技|打|模|地|影|$)",
    r"(?<![\d≥≤><=.,])12(?:3[0-9]{2}|309)(?=[\u4e00-\u9fff])(?![人户亩元个件册份万米吨家次项名张])",
    r"[表图]\s*\d+",
    # 1+N, 3+2, 2.0版, 1.2.3, 4.15宣传, 5·12, 95后
    r"\d+\s*\+\s*(?:\d+|[NnXx])",
    r"(?<![\d.])\d\.0(?=版|平台|时代|系统)",
    r"(?<![\d.])\d+(?:\.\d+){2,}",
    r"(?<![\d.])(?:1[0-2]|[1-9])[.·](?:3[01]|[12]\d|[1-9])(?=宣传|普法|国家|禁毒|活动|主题|世界|全国|国际|全民|消防|消费)",
    r"(?<!\d)(?:1[0-2]|[1-9])·(?:3[01]|[12]\d|[1-9])(?!\d)",
    r"(?<!\d)[05-9][05]后|双\s*11",
    r"(?<!\d)(?:110|119|120|122|12\d{3}|400-?\d{3,}[-\d]*)(?=[^\d.%,]{0,6}(?:热线|电话|平台|专线|警情|报警|接警|接处警|指挥|急救|联动|工单|诉求))",
    # numbering: 1. 2、 (3)
    rf"(?:^|(?<=[;。,:\n]))\s*\(?\d{{1,2}}(?:[、)]|\.(?!\d)|\.(?={_YEAR}\s*年))|(?<![\d.])\d{{1,2}}\.(?=[\u4e00-\u9fff])",
    r"(?<=\S)\s*\(\d{1,2}\)(?=\S)",
    rf"[(]{CHINESE}[)]",
    # 近三年, 前两年, 十四五, 二十大, 前三季度
    rf"(?:近|前|过去|今后|未来)\s*{_NUMERAL}\s*(?:个)?(?:年|季度|月)(?![内以])",
    r"[十一二]+[一二三四五六七八九](?=五(?:规划|期间|时期|普法))五|[七八九]五(?=普法)|二十大|[十九二]+届",
    # 十个一, 四个意识, 一岗双责, 一户一档, 六稳, 三四级
    r"[两二三四五六七八九十百]个一(?![次人名])",
    r"一[户人事村岗企车校镇乡县区所生物品桥河湖楼树园家案处点店房厂机链件库池](?=[一双两])[一双两]",
    r"一次(?=[\u4e00-\u9fff]{1,6}率|验收|通过|办结|结项|合格)|后[一二三四五六七八九十]+名",
    r"(?<![一二三四五六七八九十])[一二三四五](?=期)|[一二三四五六七八九十]+(?=级|等奖|等功|类|流|线(?!上))",
    r"[上下]半(?:年|天|月)",
    # 十分满意, 十分显著: “very”; but 十分以上, 十分制, 三十分
    r"(?<![一二三四五六七八九十百千万])十分(?=[\u4e00-\u9fff])(?!钟|之|制|以|为|的|及|值|或|至|到|满分)",
    r"[一二两三四五六七八九十]+(?=(?:年|期)(?:行动|规划|计划|攻坚|工程|项目|建设|改造|级))",
)
_NUMERALS = "一二两三四五六七八九十百千万亿零"
_FIRST = r"\s\d零一二两三四五六七八九十百A-Za-z《“\"‘「『〔\[【(第表图双近前过今未后上下"
"""The characters that the patterns can begin with, as a character class: everywhere else none of them is tried."""


_BEFORE_RANK = re.compile(r"\s*前")


@cache
def _pattern() -> re.Pattern[str]:
    phrases = sorted(unit_table().set_phrases, key=lambda phrase: (-len(phrase), phrase))
    counting = "|".join(re.escape(phrase) for phrase in phrases if phrase[0] in _NUMERALS)
    others = "|".join(re.escape(phrase) for phrase in phrases if phrase[0] not in _NUMERALS)
    alone = rf"(?<![{_NUMERALS}\d.])(?:{counting})"  # 一公里 is one, but not in 四百五十一公里
    first = _FIRST + "".join(re.escape(phrase[0]) for phrase in phrases)
    return re.compile(f"(?=[{first}])(?:{'|'.join((alone, others, *_PATTERNS))})")


def without_lookalikes(text: str) -> str:
    """The text with everything that only looks like a quantity blanked out; the length never changes.

    Args:
        text: text of plain width.
    """
    return _pattern().sub(lambda match: BLANK * len(match[0]), text)


def rank_mark(text: str, place: int) -> int | None:
    """Where the 前 stands that makes a rank of the number at a place (全省前3名), None where it is none."""
    found = _BEFORE_RANK.match(text[max(0, place - LONGEST_RUN) : place][::-1])
    return None if found is None else place - found.end()
