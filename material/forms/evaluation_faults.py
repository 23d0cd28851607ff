"""One fault each for clean evaluation forms, with the rules of which one must speak; and changes that are no fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from material.forms.evaluation_forms import SCORED, SELF, WATCHED, Change, Form, Line, Planted


def line(of: Callable[[Line], bool], **values: object) -> Change:
    """A change of the first line of a kind; values may be functions of the line."""

    def change(form: Form) -> Form:
        for place, one in enumerate(form.lines):
            if of(one):
                told = {name: value(one) if callable(value) else value for name, value in values.items()}
                form.lines[place] = replace(one, **told)  # type: ignore[arg-type]
                return form.rescored()
        raise LookupError("no such line")

    return change


def together(*changes: Change) -> Change:
    """One change after the other."""

    def change(form: Form) -> Form:
        for one in changes:
            form = one(form)
        return form

    return change


def whole(**values: object) -> Change:
    """A change of the form itself."""

    def change(form: Form) -> Form:
        told = {name: value(form) if callable(value) else value for name, value in values.items()}
        return replace(form, **told)  # type: ignore[arg-type]

    return change


def counted(one: Line) -> bool:
    return one.level2 == "数量指标" and float(one.value) > 30


def rate(one: Line) -> bool:
    return (one.unit == "%" and one.sign == "≥" and one.level2 == "质量指标") or (
        one.unit == "%" and one.level2 == "可持续影响指标"
    )


def pleased(one: Line) -> bool:
    return "满意度" in one.level2


def dated(one: Line) -> bool:
    return "底前" in one.value


def capped(one: Line) -> bool:
    return one.sign == "≤"


def accident(one: Line) -> bool:
    return one.value == "0"


def timely(one: Line) -> bool:
    return one.level2 == "时效指标"


def _less(part: float) -> Callable[[Line], str]:
    return lambda one: f"{round(float(one.value) * part, 1 if one.unit == '万人次' else 0):g}{one.unit}"


def _points(part: float) -> Callable[[Line], str]:
    return lambda one: f"{round(float(one.weight) * part, 1):g}"


def _spend(part: float) -> Change:
    def change(form: Form) -> Form:
        spent = round(float(form.budget) * part, 2)
        score = f"{float(form.execution_points) * part:g}"
        return replace(form, executed=f"{spent:g}", rate=f"{part:.0%}", parts=[], execution_score=score).rescored()

    return change


def _all(**values: object) -> Change:
    def change(form: Form) -> Form:
        told = [
            {name: value(one) if callable(value) else value for name, value in values.items()} for one in form.lines
        ]
        form.lines = [replace(one, **each) for one, each in zip(form.lines, told, strict=True)]  # type: ignore[arg-type]
        return form.rescored()

    return change


def _rules(*names: str) -> frozenset[str]:
    return frozenset(names)


def _on_target(one: Line) -> str:
    return one.value + one.unit if not accident(one) else one.actual


MISSED = _rules("CMP017")

FAULTS: tuple[Planted, ...] = (
    Planted("goal-copied", whole(achieved=lambda form: form.goal), SELF, _rules("DUP022")),
    Planted("achieved-only-done", whole(achieved="已全部完成年度目标任务。"), SELF, _rules("DUP022")),
    Planted("target-copied", line(pleased, actual=lambda one: one.target), SELF, _rules("DUP021", "DUP008")),
    Planted("date-copied", line(dated, actual=lambda one: one.target), SELF, _rules("DUP021", "DUP008")),
    Planted("other-unit", line(counted, actual="86%"), SELF, _rules("CON041")),
    Planted("low-execution", _spend(0.46), SELF, _rules("CMP019")),
    Planted(
        "low-execution-hollow",
        together(_spend(0.46), whole(notes=[("偏差原因分析", "客观原因。")])),
        SELF,
        _rules("CMP019"),
    ),
    Planted(
        "low-execution-other-note",
        together(_spend(0.46), whole(notes=[("存在问题及原因", "满意度调查样本偏少，下一年扩大调查范围。")])),
        SELF,
        _rules("CMP019"),
    ),
    Planted("rate-wrong", whole(rate="85%"), SELF, _rules("CON021"), _rules("CON045", "CMP019")),
    Planted("execution-score", together(whole(execution_score="6"), Form.rescored), SCORED, _rules("CON045")),
    Planted(
        "overspent",
        together(
            whole(
                executed=lambda form: f"{float(form.budget) + 6:g}",
                rate=lambda form: f"{(float(form.budget) + 6) / float(form.budget):.1%}",
                parts=[],
                execution_score="10",
            ),
            Form.rescored,
        ),
        SELF,
        _rules("CON046"),
    ),
    Planted("rate-above-100", whole(rate="112%", executed="", parts=[]), SELF, _rules("CON046")),
    Planted("actual-blank", line(counted, actual=""), SELF, _rules("CMP018")),
    Planted("target-blank", line(rate, sign="", value="", unit=""), SELF, _rules("CMP001")),
    Planted("count-unmet-full", line(counted, actual=_less(0.7)), SCORED, _rules("CON013"), MISSED),
    Planted("count-unmet-unexplained", line(counted, actual=_less(0.7), score=_points(0.7)), SELF, MISSED),
    Planted("rate-unmet-full", line(pleased, actual="83.5%"), SCORED, _rules("CON013"), MISSED),
    Planted(
        "date-late-full",
        line(dated, actual=lambda one: f"{int(one.value[:4]) + 1}年1月12日"),
        SCORED,
        _rules("CON013"),
        MISSED,
    ),
    Planted("date-late-iso", line(dated, actual=lambda one: f"{one.value[:4]}-12-28"), SELF, MISSED, _rules("CON013")),
    Planted("unfinished-full", line(dated, actual="尚未完工"), SELF, MISSED, _rules("CON013")),
    Planted("half-done-full", line(counted, actual="过大半"), SELF, MISSED, _rules("CON013")),
    Planted(
        "above-cap-full",
        line(capped, actual=lambda one: f"{float(one.value) * 1.4:g}{one.unit}"),
        SELF,
        MISSED,
        _rules("CON013"),
    ),
    Planted("accident-full", line(accident, actual="2起"), SELF, MISSED, _rules("CON013")),
    Planted(
        "grade-unmet",
        line(timely, level2="质量指标", name="竣工验收等级", sign="", value="优良", unit="", actual="合格"),
        SELF,
        MISSED,
        _rules("CON013", "MEA001", "CMP009"),
    ),
    Planted(
        "unmet-hollow-reason", line(counted, actual=_less(0.8), score=_points(0.8), reason="客观原因影响"), SELF, MISSED
    ),
    Planted(
        "unmet-claims-done",
        line(counted, actual=_less(0.8), score=_points(0.8), reason="已按期完成"),
        SELF,
        MISSED,
        _rules("CON044"),
    ),
    Planted(
        "unmet-note-of-other-row",
        together(
            line(counted, actual=_less(0.8), score=_points(0.8)),
            whole(notes=[("其他需要说明的问题", "满意度由第三方机构随机电话回访得出。")]),
        ),
        SELF,
        MISSED,
    ),
    Planted("reason-says-undone", line(counted, reason="尚有部分任务未完成，结转下年实施"), SELF, _rules("CON044")),
    Planted(
        "score-above-share",
        line(counted, actual=_less(0.5), score=_points(0.95), reason="汛期停工两个月，工期顺延"),
        SCORED,
        _rules("CON043"),
    ),
    Planted(
        "score-above-weight", line(counted, score=lambda one: f"{float(one.weight) + 2:g}"), SCORED, _rules("CON012")
    ),
    Planted("deducted-though-met", line(counted, score=_points(0.7)), SCORED, _rules("CON042")),
    Planted("score-blank", line(counted, score=""), SCORED, _rules("CMP031")),
    Planted(
        "weights-110",
        line(
            counted, weight=lambda one: f"{float(one.weight) + 10:g}", score=lambda one: f"{float(one.weight) + 10:g}"
        ),
        SCORED,
        _rules("CON011"),
        _rules("CON022"),
    ),
    Planted("heading-40-rows-48", whole(level1_titles={"产出指标": "产出指标（42分）"}), SCORED, _rules("CON048")),
    Planted("grade-not-total", whole(grade="中"), SCORED, _rules("CON049")),
    Planted("total-wrong", whole(total="91.2"), SCORED, _rules("CON022")),
    Planted(
        "parts-not-spent",
        whole(parts=lambda form: [(a, b, f"{float(c) + 7:g}") for a, b, c in form.parts]),
        SELF,
        _rules("CON047"),
    ),
    Planted(
        "budget-zero",
        together(whole(budget="0", executed="0", rate="0%", parts=[], execution_score="10"), Form.rescored),
        SCORED,
        _rules("CON021"),
        _rules("CON029"),
    ),
    Planted("spreadsheet-error", whole(rate="#DIV/0!"), SELF, _rules("FMT024")),
    Planted(
        "paid-all",
        together(
            _spend(0.45),
            whole(money_reason=""),
            line(counted, name="补助资金支付率", sign="", value="100", unit="%", actual="100%"),
        ),
        SELF,
        _rules("CON050"),
        _rules("CMP019", "REL026", "REL001", "REL032", "REL033", "REL002", "CMP011", "REL004"),
    ),
    Planted("far-above", line(counted, actual=_less(2.6)), SELF, _rules("FEA007")),
    Planted("all-exact", _all(actual=_on_target), SELF, _rules("FEA008"), _rules("DUP021")),
    Planted(
        "bare-unmet",
        line(counted, actual=lambda one: _less(0.6)(one).removesuffix(one.unit), score=_points(0.6)),
        SELF,
        MISSED,
    ),
    Planted(
        "payment-as-timeliness",
        line(timely, name="资金拨付及时率", sign="", value="100", unit="%", actual="100%"),
        SELF,
        _rules("REL002"),
    ),
    Planted(
        "satisfaction-in-words",
        line(pleased, sign="", value="满意", unit="", actual="满意"),
        SELF,
        _rules("MEA013", "MEA001"),
        _rules("DUP008"),
    ),
)

CLEAN: tuple[Planted, ...] = (
    Planted("clean", lambda form: form, SELF),
    Planted(
        "explained-in-row",
        line(
            counted,
            actual=_less(0.8),
            score=_points(0.8),
            reason="七八月连续强降雨，外业停工45天，剩余部分安排到次年3月",
        ),
        SELF,
    ),
    Planted(
        "explained-in-box",
        together(
            line(counted, actual=_less(0.8), score=_points(0.8)),
            whole(notes=[("偏差原因分析及改进措施", "因连续强降雨外业停工45天，未完成的部分推迟到次年3月实施。")]),
        ),
        SELF,
    ),
    Planted(
        "explained-after",
        together(
            line(counted, actual=_less(0.8), score=_points(0.8)),
            whole(notes=[("", "说明：受连续强降雨影响，外业停工45天，剩余工程量推迟到次年实施。")]),
        ),
        SELF,
    ),
    Planted(
        "execution-explained",
        together(
            _spend(0.46),
            whole(notes=[("偏差原因分析", "合同约定验收后支付尾款，验收安排在次年1月，剩余资金结转使用。")]),
        ),
        SELF,
    ),
    Planted(
        "nested-sources",
        whole(
            parts=lambda form: [
                (form.parts[0][0], form.parts[0][1], form.parts[0][2]),
                ("其中：上级补助", form.parts[0][1], form.parts[0][2]),
                *form.parts[1:],
            ]
        ),
        SELF,
    ),
    Planted(
        "template-lines",
        lambda form: replace(
            form,
            lines=[
                *form.lines[:2],
                Line("产出指标", "数量指标", "指标3：", "", "", "", "", "", ""),
                Line("产出指标", "数量指标", "……", "", "", "", "", "", ""),
                *form.lines[2:],
            ],
        ),
        SELF,
    ),
    Planted(
        "slash-lines",
        lambda form: replace(
            form,
            lines=[*form.lines[:-1], Line("效益指标", "经济效益指标", "/", "", "/", "", "/", "", ""), form.lines[-1]],
        ),
        SELF,
    ),
    Planted("slash-reasons", _all(reason="/"), SELF),
    Planted("no-deviation", _all(reason="无偏差"), SELF),
    Planted("headings-right", whole(level1_titles={"产出指标": "产出指标（50分）"}), SCORED),
    Planted("grade-right", whole(grade="优"), SCORED),
    Planted(
        "deducted-with-reason", line(pleased, score=_points(0.9), reason="个别服务对象反映通知不及时，自行扣分"), SCORED
    ),
    Planted(
        "late-explained",
        line(
            dated,
            actual=lambda one: f"{one.value[:4]}年12月28日",
            score=_points(0.8),
            reason="主材到货推迟20天，已督促供货商按期供货",
        ),
        SELF,
    ),
    Planted(
        "bare-actuals", _all(actual=lambda one: one.actual.removesuffix(one.unit) if one.unit else one.actual), SELF
    ),
    Planted("achieved-approximately", line(counted, actual=lambda one: _less(1.04)(one)), SELF),
    Planted("fraction-rate", whole(rate=lambda form: f"{float(form.executed) / float(form.budget):g}"), SELF),
    Planted("extra-said", line(counted, actual=lambda one: f"完成{one.actual}"), SELF),
)

WATCH_FAULTS: tuple[Planted, ...] = (
    Planted("far-behind", line(counted, actual=_less(0.1)), WATCHED, _rules("FEA021")),
    Planted("slow", line(counted, actual=_less(0.42)), WATCHED, _rules("FEA022")),
    Planted("passed-early", line(counted, actual=_less(1.5)), WATCHED, _rules("FEA023")),
    Planted(
        "deadline-passed",
        line(timely, name="设备安装完成时间", sign="", value="6月底前", unit="", actual="尚未安装", forecast="9月"),
        WATCHED,
        _rules("FEA024"),
        _rules("CON052", "CMP032", "CON020"),
    ),
    Planted(
        "limit-passed",
        line(capped, actual=lambda one: f"{float(one.value) * 1.5:g}{one.unit}"),
        WATCHED,
        _rules("FEA025"),
    ),
    Planted(
        "spent-behind",
        whole(executed=lambda form: f"{float(form.budget) * 0.05:g}", rate="5%", parts=[]),
        WATCHED,
        _rules("FEA026"),
    ),
    Planted(
        "spent-slow",
        whole(executed=lambda form: f"{float(form.budget) * 0.42:g}", rate="42%", parts=[]),
        WATCHED,
        _rules("FEA027"),
    ),
    Planted(
        "spent-ahead",
        whole(executed=lambda form: f"{float(form.budget) * 0.93:g}", rate="93%", parts=[]),
        WATCHED,
        _rules("FEA028"),
    ),
    Planted(
        "forecast-over-budget",
        whole(forecast_money=lambda form: f"{float(form.budget) * 1.2:g}"),
        WATCHED,
        _rules("FEA029"),
    ),
    Planted("sure-yet-short", line(counted, forecast=_less(0.7)), WATCHED, _rules("CON052")),
    Planted("impossible-yet-met", line(counted, possibility="完全不可能"), WATCHED, _rules("CON052")),
    Planted("short-unexplained", line(counted, forecast=_less(0.7), possibility="有可能"), WATCHED, _rules("CMP032")),
    Planted("rate-wrong", whole(rate="81%"), WATCHED, _rules("CON021"), _rules("FEA028")),
)
WATCH_CLEAN: tuple[Planted, ...] = (
    Planted("clean", lambda form: form, WATCHED),
    Planted(
        "spent-late-explained",
        together(
            whole(
                executed=lambda form: f"{float(form.budget) * 0.05:g}",
                rate="5%",
                parts=[],
                money_reason="合同约定年底验收合格后一次付款",
            )
        ),
        WATCHED,
    ),
    Planted(
        "short-explained",
        line(counted, forecast=_less(0.7), possibility="有可能", reason="场地移交推迟，预计缩减三成"),
        WATCHED,
    ),
    Planted(
        "impossible-explained",
        line(
            counted,
            actual=_less(0.2),
            forecast=_less(0.3),
            possibility="完全不可能",
            reason="上半年疫情停办，线下集中活动取消",
        ),
        WATCHED,
    ),
)
