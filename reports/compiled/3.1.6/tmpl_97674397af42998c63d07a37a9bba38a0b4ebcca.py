from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'evaluation.html'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_rows = resolve('rows')
    l_0_tool = resolve('tool')
    l_0_fingerprint = resolve('fingerprint')
    l_0_familiar = resolve('familiar')
    l_0_predictors = resolve('predictors')
    l_0_flags = resolve('flags')
    l_0_parts = resolve('parts')
    l_0_labels = resolve('labels')
    l_0_best = resolve('best')
    l_0_errors = resolve('errors')
    l_0_rules = resolve('rules')
    l_0_mistakes = resolve('mistakes')
    l_0_pct = missing
    try:
        t_1 = environment.filters['format']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'format' found.")
    try:
        t_2 = environment.tests['none']
    except KeyError:
        @internalcode
        def t_2(*unused):
            raise TemplateRuntimeError("No test named 'none' found.")
    pass
    yield '<!doctype html>\n<html lang="zh-CN">\n<meta charset="utf-8">\n<title>可衡量性判断的检验</title>\n<style>\nbody{font:14px/1.7 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC",sans-serif;color:#1d2733;max-width:1080px;margin:2rem auto;padding:0 1rem}\nh1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #cfd6de}\ntable{border-collapse:collapse;margin:.6rem 0}td,th{border:1px solid #d5dbe3;padding:.25rem .6rem;text-align:right}\ntd.t,th.t{text-align:left}th{background:#f2f5f8}.bar{fill:#2f5f8f}.line{stroke:#9aa7b5}.note{color:#5a6675}\nsvg{background:#fff}td.n0{color:#9aa7b5}\n</style>\n<h1>可衡量性判断的检验</h1>\n<p class="note">共 '
    yield escape((undefined(name='rows') if l_0_rows is missing else l_0_rows))
    yield ' 行。审核工具 '
    yield escape((undefined(name='tool') if l_0_tool is missing else l_0_tool))
    yield '，规则指纹 '
    yield escape((undefined(name='fingerprint') if l_0_fingerprint is missing else l_0_fingerprint))
    yield '。参加过训练的行不能用来检验，成绩只对没有参加训练的行作数。'
    if (undefined(name='familiar') if l_0_familiar is missing else l_0_familiar):
        pass
        yield '其中 '
        yield escape((undefined(name='familiar') if l_0_familiar is missing else l_0_familiar))
        yield ' 行与训练语料写法相同（数字不计）。'
    yield '</p>\n'
    def macro(l_1_x):
        t_3 = []
        if l_1_x is missing:
            l_1_x = undefined("parameter 'x' was not provided", name='x')
        pass
        t_3.append(
            escape(t_1('%.3f', l_1_x)),
        )
        return concat(t_3)
    context.exported_vars.add('pct')
    context.vars['pct'] = l_0_pct = Macro(environment, macro, 'pct', ('x',), False, False, False, context.eval_ctx.autoescape)
    yield '<h2>各种判断方法</h2>\n<table><tr><th class="t">方法</th><th>四类宏平均 F1</th><th>准确率</th><th>“可衡量”F1</th><th>其余三类合计 精确率</th><th>召回率</th><th>F1</th><th>Brier</th></tr>\n'
    for (l_1_name, l_1_s) in context.call(environment.getattr((undefined(name='predictors') if l_0_predictors is missing else l_0_predictors), 'items')):
        _loop_vars = {}
        pass
        yield '<tr><td class="t">'
        yield escape(l_1_name)
        yield '</td><td>'
        yield escape(context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr(l_1_s, 'macro_f1'), _loop_vars=_loop_vars))
        yield '</td><td>'
        yield escape(context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr(l_1_s, 'accuracy'), _loop_vars=_loop_vars))
        yield '</td><td>'
        yield escape(context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr(environment.getattr(l_1_s, 'measurable'), 'f1'), _loop_vars=_loop_vars))
        yield '</td><td>'
        yield escape(context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr(environment.getattr(l_1_s, 'two_way'), 'precision'), _loop_vars=_loop_vars))
        yield '</td><td>'
        yield escape(context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr(environment.getattr(l_1_s, 'two_way'), 'recall'), _loop_vars=_loop_vars))
        yield '</td><td>'
        yield escape(context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr(environment.getattr(l_1_s, 'two_way'), 'f1'), _loop_vars=_loop_vars))
        yield '</td><td>'
        yield escape(('—' if t_2(environment.getattr(l_1_s, 'brier')) else context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr(l_1_s, 'brier'), _loop_vars=_loop_vars)))
        yield '</td></tr>\n'
    l_1_name = l_1_s = missing
    for (l_1_name, l_1_s) in context.call(environment.getattr((undefined(name='flags') if l_0_flags is missing else l_0_flags), 'items')):
        _loop_vars = {}
        pass
        yield '<tr><td class="t">'
        yield escape(l_1_name)
        yield '</td><td>—</td><td>—</td><td>—</td><td>'
        yield escape(context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr(l_1_s, 'precision'), _loop_vars=_loop_vars))
        yield '</td><td>'
        yield escape(context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr(l_1_s, 'recall'), _loop_vars=_loop_vars))
        yield '</td><td>'
        yield escape(context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr(l_1_s, 'f1'), _loop_vars=_loop_vars))
        yield '</td><td>—</td></tr>\n'
    l_1_name = l_1_s = missing
    yield '</table>\n'
    if (undefined(name='parts') if l_0_parts is missing else l_0_parts):
        pass
        yield '<h2>分来源</h2>\n<table><tr><th class="t">来源</th><th>行数</th><th>四类宏平均 F1</th><th>“可衡量”F1</th><th>其余三类合计 F1</th></tr>\n'
        for (l_1_name, l_1_s) in context.call(environment.getattr((undefined(name='parts') if l_0_parts is missing else l_0_parts), 'items')):
            _loop_vars = {}
            pass
            yield '<tr><td class="t">'
            yield escape(l_1_name)
            yield '</td><td>'
            yield escape(environment.getattr(l_1_s, 'rows'))
            yield '</td><td>'
            yield escape(context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr(l_1_s, 'macro_f1'), _loop_vars=_loop_vars))
            yield '</td><td>'
            yield escape((context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr(environment.getattr(l_1_s, 'measurable'), 'f1'), _loop_vars=_loop_vars) if environment.getattr(environment.getattr(l_1_s, 'measurable'), 'support') else '—'))
            yield '</td><td>'
            yield escape((context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr(environment.getattr(l_1_s, 'two_way'), 'f1'), _loop_vars=_loop_vars) if environment.getattr(environment.getattr(l_1_s, 'two_way'), 'support') else '—'))
            yield '</td></tr>'
        l_1_name = l_1_s = missing
        yield '</table>\n<p class="note">“—”：这份来源里没有这类行。</p>'
    yield '<h2>逐类成绩与混淆矩阵（规则与分类器）</h2>\n<table><tr><th class="t">标签</th><th>精确率</th><th>召回率</th><th>F1</th><th>行数</th>'
    for l_1_label in (undefined(name='labels') if l_0_labels is missing else l_0_labels):
        l_1_names = resolve('names')
        _loop_vars = {}
        pass
        yield '<th>判为'
        yield escape(environment.getitem((undefined(name='names') if l_1_names is missing else l_1_names), l_1_label))
        yield '</th>'
    l_1_label = l_1_names = missing
    yield '</tr>\n'
    l_1_loop = missing
    for l_1_label, l_1_loop in LoopContext((undefined(name='labels') if l_0_labels is missing else l_0_labels), undefined):
        l_1_names = resolve('names')
        l_1_s = missing
        _loop_vars = {}
        pass
        l_1_s = environment.getitem(environment.getattr((undefined(name='best') if l_0_best is missing else l_0_best), 'labels'), l_1_label)
        _loop_vars['s'] = l_1_s
        yield '<tr><td class="t">'
        yield escape(environment.getitem((undefined(name='names') if l_1_names is missing else l_1_names), l_1_label))
        yield '</td><td>'
        yield escape(context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr((undefined(name='s') if l_1_s is missing else l_1_s), 'precision'), _loop_vars=_loop_vars))
        yield '</td><td>'
        yield escape(context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr((undefined(name='s') if l_1_s is missing else l_1_s), 'recall'), _loop_vars=_loop_vars))
        yield '</td><td>'
        yield escape(context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr((undefined(name='s') if l_1_s is missing else l_1_s), 'f1'), _loop_vars=_loop_vars))
        yield '</td><td>'
        yield escape(environment.getattr((undefined(name='s') if l_1_s is missing else l_1_s), 'support'))
        yield '</td>'
        for l_2_n in environment.getitem(environment.getattr((undefined(name='best') if l_0_best is missing else l_0_best), 'confusion'), environment.getattr(l_1_loop, 'index0')):
            _loop_vars = {}
            pass
            yield '<td class="n'
            yield escape(l_2_n)
            yield '">'
            yield escape(l_2_n)
            yield '</td>'
        l_2_n = missing
        yield '</tr>\n'
    l_1_loop = l_1_label = l_1_s = l_1_names = missing
    yield '</table>\n<h2>可信程度是否可信</h2>\n<svg viewBox="0 0 360 260" width="360" height="260" role="img" aria-label="可靠性图">\n<line class="line" x1="40" y1="220" x2="340" y2="220"/><line class="line" x1="40" y1="220" x2="40" y2="20"/><line class="line" stroke-dasharray="4 4" x1="40" y1="220" x2="340" y2="20"/>\n'
    for l_1_bin in environment.getattr((undefined(name='best') if l_0_best is missing else l_0_best), 'reliability'):
        _loop_vars = {}
        pass
        yield '<circle class="bar" cx="'
        yield escape((40 + (environment.getattr(l_1_bin, 'claimed') * 300)))
        yield '" cy="'
        yield escape((220 - (environment.getattr(l_1_bin, 'right') * 200)))
        yield '" r="'
        yield escape((3 + ((environment.getattr(l_1_bin, 'rows') ** 0.5) / 2)))
        yield '"><title>声称 '
        yield escape(context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr(l_1_bin, 'claimed'), _loop_vars=_loop_vars))
        yield '，实际 '
        yield escape(context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr(l_1_bin, 'right'), _loop_vars=_loop_vars))
        yield '，'
        yield escape(environment.getattr(l_1_bin, 'rows'))
        yield ' 行</title></circle>'
    l_1_bin = missing
    for l_1_tick in [0, 0.5, 1]:
        _loop_vars = {}
        pass
        yield '<text x="'
        yield escape((34 + (l_1_tick * 300)))
        yield '" y="235" font-size="11">'
        yield escape(l_1_tick)
        yield '</text><text x="16" y="'
        yield escape((224 - (l_1_tick * 200)))
        yield '" font-size="11">'
        yield escape(l_1_tick)
        yield '</text>'
    l_1_tick = missing
    yield '<text x="150" y="252" font-size="12">声称的可信程度</text><text x="4" y="12" font-size="12">实际正确率</text></svg>\n<p class="note">圆越大，行数越多；落在虚线上，说明声称多大把握就有多大把握。</p>\n<h2>单条规则</h2>\n<p class="note">错误级规则合计：精确率 '
    yield escape(context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr((undefined(name='errors') if l_0_errors is missing else l_0_errors), 'precision')))
    yield '，召回率 '
    yield escape(context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr((undefined(name='errors') if l_0_errors is missing else l_0_errors), 'recall')))
    yield '。命中不足 5 行的，精确率说明不了问题。</p>\n<table><tr><th class="t">规则</th><th class="t">名称</th><th class="t">级别</th><th>命中</th><th>确实不是可衡量</th><th>标签一致</th></tr>\n'
    for l_1_r in (undefined(name='rules') if l_0_rules is missing else l_0_rules):
        l_1_severities = resolve('severities')
        _loop_vars = {}
        pass
        yield '<tr><td class="t">'
        yield escape(environment.getattr(l_1_r, 'rule'))
        yield '</td><td class="t">'
        yield escape(environment.getattr(l_1_r, 'title'))
        yield '</td><td class="t">'
        yield escape(environment.getitem((undefined(name='severities') if l_1_severities is missing else l_1_severities), environment.getattr(l_1_r, 'severity')))
        yield '</td><td>'
        yield escape(environment.getattr(l_1_r, 'hits'))
        yield '</td><td>'
        yield escape(environment.getattr(l_1_r, 'accused_rightly'))
        yield '</td><td>'
        yield escape(environment.getattr(l_1_r, 'same_label'))
        yield '</td></tr>'
    l_1_r = l_1_severities = missing
    yield '</table>\n<h2>错得最有把握的行</h2>\n<table><tr><th class="t">二级</th><th class="t">三级</th><th class="t">描述</th><th class="t">指标值</th><th class="t">标注</th><th class="t">判为</th><th>可信程度</th></tr>\n'
    for l_1_m in (undefined(name='mistakes') if l_0_mistakes is missing else l_0_mistakes):
        l_1_names = resolve('names')
        _loop_vars = {}
        pass
        yield '<tr><td class="t">'
        yield escape(environment.getattr(l_1_m, 'level2'))
        yield '</td><td class="t">'
        yield escape(environment.getattr(l_1_m, 'level3'))
        yield '</td><td class="t">'
        yield escape(environment.getattr(l_1_m, 'description'))
        yield '</td><td class="t">'
        yield escape(environment.getattr(l_1_m, 'target'))
        yield '</td><td class="t">'
        yield escape(environment.getitem((undefined(name='names') if l_1_names is missing else l_1_names), environment.getattr(l_1_m, 'label')))
        yield '</td><td class="t">'
        yield escape(environment.getitem((undefined(name='names') if l_1_names is missing else l_1_names), environment.getattr(l_1_m, 'predicted')))
        yield '</td><td>'
        yield escape(context.call((undefined(name='pct') if l_0_pct is missing else l_0_pct), environment.getattr(l_1_m, 'probability'), _loop_vars=_loop_vars))
        yield '</td></tr>'
    l_1_m = l_1_names = missing
    yield '</table>\n</html>'

blocks = {}
debug_info = '13=37&14=49&17=61&18=82&20=96&22=99&25=116&26=126&31=156&32=173&35=187&37=191&40=210'