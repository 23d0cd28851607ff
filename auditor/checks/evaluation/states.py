"""Words that say how far a thing is: not done, done in part, a grade, a degree of change."""

from __future__ import annotations

import re

from auditor.language.normalise import normalise

_UNFINISHED = re.compile(
    r"(?:暂时?|尚|还|仍|均|都)?(?:未|没有?|没能)(?:能|按期|按时|全部|完全|如期|及时|正式|最终)*"
    r"(?:完工|完成|实施|开展|启动|竣工|验收|达标|达到|达成|开工|采购|支付|施工|投用|交付|实现|落实|建成|到位|进行|动工|招标|发放|使用|投入|执行|更换|安装|改造|建设|整改|培训|检测|检查|处理|办理|处置|审批|购置|覆盖|入库|付款|结算|移交)"
    r"|(?:尚|还|仍)(?:有|剩|欠|差)[^，。；,;]{0,14}(?:未|没有?|待)|剩余?[^，。；,;]{0,12}(?:未|待|推迟|次年|下年)"
    r"|(?:尚|还|仍)(?:未|没有?)(?!发生|出现|发现|收到|接到|造成|产生|超)[\u4e00-\u9fff]{2}"
    r"|(?:尚|还|仍|正)(?:处于|处在|在)(?!使用|运行|发挥|服务|开放|岗|职|享受|受益)[\u4e00-\u9fff]{2,6}$"
    r"|正在(?:进行|实施|推进|建设|施工|办理|采购|招标|开展)|(?:进行|推进|建设|施工|实施|办理)中$|在建"
    r"|(?:已)?(?:延期|推迟|暂停|停工|取消)(?:实施|完成|至|到|$)|跨年(?:实施|完成)|结转(?:下|次)年"
)
_PARTLY = re.compile(r"过大?半|大半|一半|半数|大部分|部分(?:完成|完工|达成|达到|实施)|完成部分|基本未")
_DONE_SURELY = re.compile(r"(?:已|均|全部|按[期时])+(?:完成|完工|竣工|建成|达标|达成|验收)")
_REFUSED = ("否", "不是", "没有达到", "不达标", "不合格", "未通过")
_AFFIRMED = ("是", "达标", "合格", "通过")
_NONE = re.compile(
    r"无|没有|零|未(?:发生|出现|发现|收到|接到|产生|造成)[\u4e00-\u9fff]{0,10}|无[\u4e00-\u9fff]{0,10}|零[\u4e00-\u9fff]{0,6}"
)
_LONGEST_STATE = 12

_GRADES = {
    "优秀": 4,
    "优": 4,
    "优良": 3,
    "良好": 3,
    "良": 3,
    "中等": 2,
    "中": 2,
    "一般": 2,
    "合格": 2,
    "基本合格": 1,
    "较差": 0,
    "差": 0,
    "不合格": 0,
}
_GRADE_SAID = re.compile(
    r"(?:评价|验收|考核|评定|结果|结论|等次|等级|达到|为|被评为|评为|[:：])*(?P<grade>基本合格|不合格|优秀|优良|良好|中等|一般|合格|较差|[优良中差])(?:等次|等级|级|及以上|以上)*"
)
_DEGREES = {
    "显著": 3,
    "明显": 3,
    "大幅": 3,
    "大大": 3,
    "较大": 2,
    "进一步": 2,
    "逐步": 2,
    "有效": 2,
    "有所": 1,
    "略有": 1,
    "基本": 1,
    "稍有": 1,
}
_DEGREE = re.compile(
    "(?P<degree>" + "|".join(_DEGREES) + r")?(?P<change>提[升高]|增[强加长]|改善|好转|降低|下降|减少|恶化|变差)"
)
_WORSE = frozenset({"恶化", "变差"})


def unfinished(text: str) -> bool:
    """Whether a short text says that a thing is not done, or not wholly (暂未完工, 正在实施, 过大半)."""
    bare = normalise(text)
    if not bare or len(bare) > _LONGEST_STATE or _DONE_SURELY.search(bare):
        return False
    return bool(_UNFINISHED.search(bare) or _PARTLY.search(bare))


def says_unfinished(text: str) -> bool:
    """Whether a text of any length says somewhere that a thing is not done, or not wholly."""
    return bool(_UNFINISHED.search(normalise(text)))


def says_none(text: str) -> bool:
    """Whether a text says that there was no such thing (无, 未发生, 零事故)."""
    return bool(_NONE.fullmatch(normalise(text)))


def grade_met(target: str, actual: str) -> bool | None:
    """Whether a grade is as good as the one wanted, None where either is no grade (or yes and no)."""
    wanted, reached = normalise(target), normalise(actual)
    if wanted in _AFFIRMED and reached in _REFUSED:
        return False
    a, b = _GRADE_SAID.fullmatch(wanted), _GRADE_SAID.fullmatch(reached)
    if a is None or b is None:
        return None
    return _GRADES[b["grade"]] >= _GRADES[a["grade"]]


def degree_less(target: str, actual: str) -> bool:
    """Whether a degree of change is weaker than the one wanted, or the change goes the other way (显著提升, 有所提升)."""
    a, b = (_DEGREE.fullmatch(normalise(text)) for text in (target, actual))
    if a is None or b is None:
        return False
    if a["change"][0] == b["change"][0] and a["degree"] and b["degree"]:
        return _DEGREES[b["degree"]] < _DEGREES[a["degree"]]
    return a["change"] not in _WORSE and b["change"] in _WORSE
