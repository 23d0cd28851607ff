from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'report.html'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_title = resolve('title')
    l_0_home = resolve('home')
    l_0_sections = resolve('sections')
    l_0_result = resolve('result')
    l_0_severities = resolve('severities')
    l_0_doubts = resolve('doubts')
    l_0_kinds = resolve('kinds')
    l_0_repetition = resolve('repetition')
    l_0_outcomes = resolve('outcomes')
    l_0_unchecked = resolve('unchecked')
    l_0_words = l_0_proof = l_0_card = l_0_waived = l_0_changed = missing
    try:
        t_1 = environment.filters['amount']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'amount' found.")
    try:
        t_2 = environment.filters['format']
    except KeyError:
        @internalcode
        def t_2(*unused):
            raise TemplateRuntimeError("No filter named 'format' found.")
    try:
        t_3 = environment.filters['length']
    except KeyError:
        @internalcode
        def t_3(*unused):
            raise TemplateRuntimeError("No filter named 'length' found.")
    try:
        t_4 = environment.filters['list']
    except KeyError:
        @internalcode
        def t_4(*unused):
            raise TemplateRuntimeError("No filter named 'list' found.")
    try:
        t_5 = environment.filters['map']
    except KeyError:
        @internalcode
        def t_5(*unused):
            raise TemplateRuntimeError("No filter named 'map' found.")
    try:
        t_6 = environment.filters['percent']
    except KeyError:
        @internalcode
        def t_6(*unused):
            raise TemplateRuntimeError("No filter named 'percent' found.")
    try:
        t_7 = environment.filters['quote_place']
    except KeyError:
        @internalcode
        def t_7(*unused):
            raise TemplateRuntimeError("No filter named 'quote_place' found.")
    try:
        t_8 = environment.filters['selectattr']
    except KeyError:
        @internalcode
        def t_8(*unused):
            raise TemplateRuntimeError("No filter named 'selectattr' found.")
    try:
        t_9 = environment.tests['none']
    except KeyError:
        @internalcode
        def t_9(*unused):
            raise TemplateRuntimeError("No test named 'none' found.")
    pass
    yield '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n<title>'
    yield escape((undefined(name='title') if l_0_title is missing else l_0_title))
    yield '</title>\n<style>\n'
    template = environment.get_template('style.css', 'report.html')
    gen = template.root_render_func(template.new_context(context.get_all(), True, {'card': l_0_card, 'changed': l_0_changed, 'proof': l_0_proof, 'waived': l_0_waived, 'words': l_0_words}))
    try:
        for event in gen:
            yield event
    finally: gen.close()
    yield '</style>\n</head>\n<body>\n'
    included_template = environment.get_template('words.html', 'report.html')._get_default_module(context)
    l_0_words = getattr(included_template, 'words', missing)
    if l_0_words is missing:
        l_0_words = undefined(f"the template {included_template.__name__!r} (imported on line 12 in 'report.html') does not export the requested name 'words'", name='words')
    context.vars['words'] = l_0_words
    context.exported_vars.discard('words')
    def macro(l_1_finding):
        t_10 = []
        l_1_quotes_shown = resolve('quotes_shown')
        l_1_place_of_finding = resolve('place_of_finding')
        l_1_category_names = resolve('category_names')
        if l_1_finding is missing:
            l_1_finding = undefined("parameter 'finding' was not provided", name='finding')
        pass
        t_10.extend((
            '<dt>',
            escape(environment.getattr(l_1_finding, 'title')),
            '</dt><dd>',
            escape(environment.getattr(l_1_finding, 'why')),
        ))
        if environment.getattr(l_1_finding, 'evidence'):
            pass
            t_10.append(
                '<br><span class="soft">证据</span> ',
            )
            for l_2_item in environment.getattr(l_1_finding, 'evidence')[:(undefined(name='quotes_shown') if l_1_quotes_shown is missing else l_1_quotes_shown)]:
                l_2_where = missing
                _loop_vars = {}
                pass
                t_10.extend((
                    '<span class="quote">',
                    escape(environment.getattr(l_2_item, 'text')),
                    '</span>',
                ))
                l_2_where = t_7(l_2_item)
                _loop_vars['where'] = l_2_where
                if (undefined(name='where') if l_2_where is missing else l_2_where):
                    pass
                    t_10.extend((
                        '<span class="soft">',
                        escape((undefined(name='where') if l_2_where is missing else l_2_where)),
                    ))
                    if ((not t_9(environment.getattr(l_2_item, 'similarity'))) and (environment.getattr(l_2_item, 'similarity') < 1)):
                        pass
                        t_10.extend((
                            '\u3000相似 ',
                            escape(t_6(environment.getattr(l_2_item, 'similarity'))),
                        ))
                    t_10.append(
                        '</span>\u3000',
                    )
            l_2_item = l_2_where = missing
            if (t_3(environment.getattr(l_1_finding, 'evidence')) > (undefined(name='quotes_shown') if l_1_quotes_shown is missing else l_1_quotes_shown)):
                pass
                t_10.extend((
                    '<span class="soft">等 ',
                    escape(t_3(environment.getattr(l_1_finding, 'evidence'))),
                    ' 处</span>',
                ))
        t_10.extend((
            '<br><span class="soft">位置</span> ',
            escape((context.call((undefined(name='place_of_finding') if l_1_place_of_finding is missing else l_1_place_of_finding), l_1_finding) or '整份材料')),
            '\u3000<span class="soft">规则</span> ',
            escape(environment.getattr(l_1_finding, 'rule')),
            '\u3000',
            escape(environment.getitem((undefined(name='category_names') if l_1_category_names is missing else l_1_category_names), environment.getattr(l_1_finding, 'category'))),
        ))
        if (not environment.getattr(l_1_finding, 'certain')):
            pass
            t_10.extend((
                '\u3000<span class="soft">可信程度</span> ',
                escape(t_6(environment.getattr(l_1_finding, 'confidence'))),
            ))
        t_10.append(
            '</dd>\n',
        )
        return concat(t_10)
    context.exported_vars.add('proof')
    context.vars['proof'] = l_0_proof = Macro(environment, macro, 'proof', ('finding',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_one, l_1_anchor):
        t_11 = []
        l_1_severity_names = resolve('severity_names')
        l_1_opinion = missing
        if l_1_one is missing:
            l_1_one = undefined("parameter 'one' was not provided", name='one')
        if l_1_anchor is missing:
            l_1_anchor = undefined("parameter 'anchor' was not provided", name='anchor')
        pass
        l_1_opinion = environment.getattr(l_1_one, 'opinion')
        t_11.extend((
            '<article class="opinion ',
            escape(environment.getattr((undefined(name='opinion') if l_1_opinion is missing else l_1_opinion), 'severity')),
            '" id="',
            escape(l_1_anchor),
            '" tabindex="-1" data-rule="',
            escape(environment.getattr((undefined(name='opinion') if l_1_opinion is missing else l_1_opinion), 'rule')),
            '">\n<div class="head"><span class="no">',
            escape(environment.getattr((undefined(name='opinion') if l_1_opinion is missing else l_1_opinion), 'number')),
            '</span><span class="chip ',
            escape(environment.getattr((undefined(name='opinion') if l_1_opinion is missing else l_1_opinion), 'severity')),
            '">',
            escape(environment.getitem((undefined(name='severity_names') if l_1_severity_names is missing else l_1_severity_names), environment.getattr((undefined(name='opinion') if l_1_opinion is missing else l_1_opinion), 'severity'))),
            '</span>',
        ))
        if (not environment.getattr((undefined(name='opinion') if l_1_opinion is missing else l_1_opinion), 'certain')):
            pass
            t_11.append(
                '<span class="chip doubt">疑点，请核实</span>',
            )
        t_11.extend((
            '<b>',
            escape(environment.getattr((undefined(name='opinion') if l_1_opinion is missing else l_1_opinion), 'title')),
            '</b><span class="soft small">',
            escape(environment.getattr(l_1_one, 'heading')),
            '</span><button type="button" class="copy no-print" data-text="',
            escape(environment.getattr(l_1_one, 'to_send')),
            '">复制</button></div>\n',
        ))
        template = environment.get_template('opinion_body.html', 'report.html')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {'anchor': l_1_anchor, 'one': l_1_one, 'opinion': l_1_opinion, 'card': l_0_card, 'changed': l_0_changed, 'proof': l_0_proof, 'waived': l_0_waived, 'words': l_0_words}))
        try:
            for event in gen:
                t_11.append(event)
        finally: gen.close()
        t_11.extend((
            '<details class="no-print"><summary>逐处原文和证据（',
            escape(t_3(environment.getattr((undefined(name='opinion') if l_1_opinion is missing else l_1_opinion), 'findings'))),
            ' 处）</summary><dl>\n',
        ))
        l_2_loop = missing
        for l_2_place, l_2_loop in LoopContext(environment.getattr(l_1_one, 'places'), undefined):
            _loop_vars = {}
            pass
            l_3_loop = missing
            for l_3_row, l_3_loop in LoopContext(environment.getattr(l_2_place, 'rows'), undefined):
                _loop_vars = {}
                pass
                if (t_3(environment.getattr(l_1_one, 'rows')) > 1):
                    pass
                    t_11.extend((
                        '<dt class="where">',
                        escape((environment.getattr(environment.getattr(l_2_place, 'project'), 'name') if environment.getattr(l_2_place, 'project') else '整份材料')),
                    ))
                    if environment.getattr(l_3_row, 'number'):
                        pass
                        t_11.extend((
                            '\u3000第',
                            escape(environment.getattr(l_3_row, 'number')),
                            '行',
                        ))
                    t_11.append(
                        '</dt><dd>',
                    )
                    if environment.getattr(l_3_row, 'row'):
                        pass
                        t_11.extend((
                            '<span class="quote">',
                            escape((environment.getattr(environment.getattr(l_3_row, 'row'), 'level3') or '（空）')),
                            '</span><span class="quote">',
                            escape((environment.getattr(environment.getattr(l_3_row, 'row'), 'target') or '（空）')),
                            '</span>',
                        ))
                    t_11.extend((
                        escape(environment.getattr(environment.getattr(l_3_row, 'finding'), 'message')),
                        '</dd>',
                    ))
                if (not ((environment.getattr(l_3_loop, 'index') > 1) and (environment.getattr(l_3_row, 'finding') == environment.getattr(environment.getitem(environment.getattr(l_2_place, 'rows'), (environment.getattr(l_3_loop, 'index0') - 1)), 'finding')))):
                    pass
                    t_11.append(
                        escape(context.call((undefined(name='proof') if l_0_proof is missing else l_0_proof), environment.getattr(l_3_row, 'finding'), _loop_vars=_loop_vars)),
                    )
                for (l_4_finding, l_4_moot) in environment.getattr(l_3_row, 'notes'):
                    _loop_vars = {}
                    pass
                    t_11.append(
                        escape(context.call((undefined(name='proof') if l_0_proof is missing else l_0_proof), l_4_finding, _loop_vars=_loop_vars)),
                    )
                l_4_finding = l_4_moot = missing
            l_3_loop = l_3_row = missing
        l_2_loop = l_2_place = missing
        t_11.append(
            '</dl></details>\n</article>\n',
        )
        return concat(t_11)
    context.exported_vars.add('card')
    context.vars['card'] = l_0_card = Macro(environment, macro, 'card', ('one', 'anchor'), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_findings):
        t_12 = []
        if l_1_findings is missing:
            l_1_findings = undefined("parameter 'findings' was not provided", name='findings')
        pass
        if l_1_findings:
            pass
            t_12.extend((
                '<details class="no-print"><summary>已豁免的 ',
                escape(t_3(l_1_findings)),
                ' 处</summary>',
            ))
            for l_2_finding in l_1_findings:
                l_2_place_of_finding = resolve('place_of_finding')
                _loop_vars = {}
                pass
                t_12.extend((
                    '<p class="small"><span class="chip waived">已豁免：',
                    escape(environment.getattr(environment.getattr(l_2_finding, 'waived'), 'reason')),
                    '</span> ',
                    escape(context.call((undefined(name='place_of_finding') if l_2_place_of_finding is missing else l_2_place_of_finding), l_2_finding, _loop_vars=_loop_vars)),
                    '\u3000',
                    escape(environment.getattr(l_2_finding, 'message')),
                    '</p>',
                ))
            l_2_finding = l_2_place_of_finding = missing
            t_12.append(
                '</details>\n',
            )
        return concat(t_12)
    context.exported_vars.add('waived')
    context.vars['waived'] = l_0_waived = Macro(environment, macro, 'waived', ('findings',), False, False, False, context.eval_ctx.autoescape)
    yield '<main id="top">\n<header>\n'
    if (undefined(name='home') if l_0_home is missing else l_0_home):
        pass
        yield '<p class="no-print"><a href="'
        yield escape((undefined(name='home') if l_0_home is missing else l_0_home))
        yield '">← 返回总览</a></p>'
    yield '<h1>'
    yield escape((undefined(name='title') if l_0_title is missing else l_0_title))
    yield '</h1>\n<p class="soft">以下评分为工具初评，供修改和审核参考，不代表正式审核结论。标为“疑点”的须由人核实。</p>\n<dl class="meta">\n'
    for l_1_section in (undefined(name='sections') if l_0_sections is missing else l_0_sections):
        _loop_vars = {}
        pass
        yield '<dt>材料</dt><dd>'
        yield escape(environment.getattr(l_1_section, 'name'))
        yield '\u3000'
        yield escape((environment.getattr(environment.getattr(l_1_section, 'submission'), 'department') or '部门未读出'))
        if environment.getattr(environment.getattr(l_1_section, 'submission'), 'year'):
            pass
            yield '\u3000'
            yield escape(environment.getattr(environment.getattr(l_1_section, 'submission'), 'year'))
            yield ' 年度'
        yield '</dd>'
    l_1_section = missing
    yield '</dl>\n<div class="figures">\n'
    if (t_3((undefined(name='sections') if l_0_sections is missing else l_0_sections)) > 1):
        pass
        yield '<div class="figure"><span class="soft">材料</span><b>'
        yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'totals'), 'submissions'))
        yield '</b></div>'
    yield '<div class="figure"><span class="soft">项目</span><b>'
    yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'totals'), 'projects'))
    yield '</b></div>\n<div class="figure"><span class="soft">指标</span><b>'
    yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'totals'), 'indicators'))
    yield '</b></div>\n<div class="figure"><span class="soft">审核意见</span><b>'
    yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'totals'), 'opinions'))
    yield '</b><span class="soft small">涉及 '
    yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'totals'), 'findings'))
    yield ' 处</span></div>\n'
    for l_1_key in (undefined(name='severities') if l_0_severities is missing else l_0_severities):
        l_1_severity_names = resolve('severity_names')
        _loop_vars = {}
        pass
        yield '<div class="figure '
        yield escape(l_1_key)
        yield '"><span class="soft">'
        yield escape(environment.getitem((undefined(name='severity_names') if l_1_severity_names is missing else l_1_severity_names), l_1_key))
        yield '</span><b>'
        yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'totals'), 'opinions_by_severity'), 'get'), l_1_key, 0, _loop_vars=_loop_vars))
        yield '</b></div>'
    l_1_key = l_1_severity_names = missing
    if (undefined(name='doubts') if l_0_doubts is missing else l_0_doubts):
        pass
        yield '<div class="figure doubt"><span class="soft">其中疑点</span><b>'
        yield escape((undefined(name='doubts') if l_0_doubts is missing else l_0_doubts))
        yield '</b></div>'
    if environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'totals'), 'waived'):
        pass
        yield '<div class="figure"><span class="soft">已豁免</span><b>'
        yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'totals'), 'waived'))
        yield '</b></div>'
    yield '</div>\n'
    if environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'trend'):
        pass
        yield '<p>上次 '
        yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'trend'), 'earlier'))
        yield ' 处：已消除 '
        yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'trend'), 'gone'))
        yield ' 处，仍在 '
        yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'trend'), 'unchanged'))
        yield ' 处；新出现 '
        yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'trend'), 'new'))
        yield ' 处。本报告只列新出现的。</p>'
    template = environment.get_template('prominent.html', 'report.html')
    gen = template.root_render_func(template.new_context(context.get_all(), True, {'card': l_0_card, 'changed': l_0_changed, 'proof': l_0_proof, 'waived': l_0_waived, 'words': l_0_words}))
    try:
        for event in gen:
            yield event
    finally: gen.close()
    yield '</header>\n'
    def t_13(fiter):
        for l_1_section in fiter:
            if environment.getattr(environment.getattr(l_1_section, 'submission'), 'error'):
                yield l_1_section
    for l_1_section in t_13((undefined(name='sections') if l_0_sections is missing else l_0_sections)):
        _loop_vars = {}
        pass
        yield '<div class="error-box"><b>未审核\u3000'
        yield escape(environment.getattr(l_1_section, 'name'))
        yield '</b><p>'
        yield escape(environment.getattr(environment.getattr(environment.getattr(l_1_section, 'submission'), 'error'), 'message'))
        yield escape(environment.getattr(environment.getattr(environment.getattr(l_1_section, 'submission'), 'error'), 'hint'))
        yield '</p></div>\n'
    l_1_section = missing
    def t_14(fiter):
        for l_1_section in fiter:
            if environment.getattr(environment.getattr(l_1_section, 'submission'), 'doubts'):
                yield l_1_section
    for l_1_section in t_14((undefined(name='sections') if l_0_sections is missing else l_0_sections)):
        _loop_vars = {}
        pass
        yield '<div class="told-box"><b>读取时的说明\u3000'
        yield escape(environment.getattr(l_1_section, 'name'))
        yield '</b>'
        for l_2_doubt in environment.getattr(environment.getattr(l_1_section, 'submission'), 'doubts'):
            _loop_vars = {}
            pass
            yield '<p>'
            yield escape(l_2_doubt)
            yield '。</p>'
        l_2_doubt = missing
        yield '</div>\n'
    l_1_section = missing
    if (undefined(name='kinds') if l_0_kinds is missing else l_0_kinds):
        pass
        yield '<h2 id="kinds">问题种类</h2>\n<p class="soft small no-print">点一种问题，只看有这种问题的行和意见。</p>\n<div class="kinds">'
        for l_1_one in (undefined(name='kinds') if l_0_kinds is missing else l_0_kinds):
            _loop_vars = {}
            pass
            yield '<button type="button" class="kind '
            yield escape(environment.getattr(l_1_one, 'severity'))
            yield '" data-kind="'
            yield escape(environment.getattr(l_1_one, 'rule'))
            yield '" aria-pressed="false">'
            yield escape(environment.getattr(l_1_one, 'title'))
            yield ' <b>'
            yield escape(environment.getattr(l_1_one, 'places'))
            yield '</b></button>'
        l_1_one = missing
        yield '<button type="button" class="kind no-print" id="all-kinds" hidden>显示全部</button></div>\n'
    if environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'totals'), 'projects'):
        pass
        yield '<h2 id="index">项目一览</h2>\n<div class="tools no-print"><label>筛选 <input type="search" id="filter" placeholder="项目编码、名称"></label>\n'
        for l_1_key in (undefined(name='severities') if l_0_severities is missing else l_0_severities):
            l_1_severity_names = resolve('severity_names')
            _loop_vars = {}
            pass
            yield '<label><input type="checkbox" checked data-severity="'
            yield escape(l_1_key)
            yield '"> 显示'
            yield escape(environment.getitem((undefined(name='severity_names') if l_1_severity_names is missing else l_1_severity_names), l_1_key))
            yield '</label>'
        l_1_key = l_1_severity_names = missing
        yield '<button type="button" class="copy" data-all="main">复制全部意见</button><span class="soft small wide">按 N、P 键到下一条、上一条意见，按 / 键筛选</span></div>\n<table class="sortable cards" id="projects"><thead><tr>'
        if (t_3((undefined(name='sections') if l_0_sections is missing else l_0_sections)) > 1):
            pass
            yield '<th>材料</th>'
        yield '<th>项目编码</th><th>项目名称</th><th class="num">预算（万元）</th><th class="num">指标</th><th class="num">初评</th><th>等次</th><th class="num">意见</th>'
        for l_1_key in (undefined(name='severities') if l_0_severities is missing else l_0_severities):
            l_1_severity_names = resolve('severity_names')
            _loop_vars = {}
            pass
            yield '<th class="num">'
            yield escape(environment.getitem((undefined(name='severity_names') if l_1_severity_names is missing else l_1_severity_names), l_1_key))
            yield '</th>'
        l_1_key = l_1_severity_names = missing
        yield '<th class="num">涉通病</th></tr></thead><tbody>\n'
        for l_1_section in (undefined(name='sections') if l_0_sections is missing else l_0_sections):
            _loop_vars = {}
            pass
            for l_2_item in environment.getattr(l_1_section, 'projects'):
                l_2_opinion_counts = resolve('opinion_counts')
                l_2_c = missing
                _loop_vars = {}
                pass
                l_2_c = context.call((undefined(name='opinion_counts') if l_2_opinion_counts is missing else l_2_opinion_counts), t_5(context, environment.getattr(l_2_item, 'own'), attribute='opinion'), _loop_vars=_loop_vars)
                _loop_vars['c'] = l_2_c
                yield '<tr>'
                if (t_3((undefined(name='sections') if l_0_sections is missing else l_0_sections)) > 1):
                    pass
                    yield '<td class="text small" data-label="材料">'
                    yield escape(environment.getattr(l_1_section, 'name'))
                    yield '</td>'
                yield '<td class="mono" data-label="项目编码">'
                yield escape(environment.getattr(environment.getattr(l_2_item, 'project'), 'code'))
                yield '</td><td data-label="项目名称"><a href="#'
                yield escape(environment.getattr(l_2_item, 'anchor'))
                yield '">'
                yield escape((environment.getattr(environment.getattr(l_2_item, 'project'), 'name') or '（名称未读出）'))
                yield '</a></td><td class="num" data-label="预算（万元）">'
                yield escape(t_1(environment.getattr(environment.getattr(l_2_item, 'project'), 'budget_wan')))
                yield '</td><td class="num" data-label="指标">'
                yield escape(t_3(environment.getattr(environment.getattr(l_2_item, 'project'), 'indicators')))
                yield '</td><td class="num" data-label="初评">'
                yield escape((t_2('%g', environment.getattr(environment.getattr(environment.getattr(l_2_item, 'project'), 'score'), 'total')) if environment.getattr(environment.getattr(l_2_item, 'project'), 'score') else ''))
                yield '</td><td data-label="等次">'
                yield escape((environment.getattr(environment.getattr(environment.getattr(l_2_item, 'project'), 'score'), 'grade') if environment.getattr(environment.getattr(l_2_item, 'project'), 'score') else cond_expr_undefined("the inline if-expression on line 64 in 'report.html' evaluated to false and no else section was defined.")))
                yield '</td><td class="num" data-label="意见">'
                yield escape((environment.getattr((undefined(name='c') if l_2_c is missing else l_2_c), 'all') or ''))
                yield '</td>'
                for l_3_key in (undefined(name='severities') if l_0_severities is missing else l_0_severities):
                    l_3_severity_names = resolve('severity_names')
                    _loop_vars = {}
                    pass
                    yield '<td class="num" data-label="'
                    yield escape(environment.getitem((undefined(name='severity_names') if l_3_severity_names is missing else l_3_severity_names), l_3_key))
                    yield '">'
                    yield escape((environment.getitem((undefined(name='c') if l_2_c is missing else l_2_c), l_3_key) or ''))
                    yield '</td>'
                l_3_key = l_3_severity_names = missing
                yield '<td class="num" data-label="涉通病">'
                yield escape((t_3(environment.getattr(l_2_item, 'elsewhere')) or ''))
                yield '</td></tr>\n'
            l_2_item = l_2_opinion_counts = l_2_c = missing
        l_1_section = missing
        yield '</tbody></table>\n'
    def t_15(fiter):
        for l_1_section in fiter:
            if (not environment.getattr(environment.getattr(l_1_section, 'submission'), 'error')):
                yield l_1_section
    l_1_loop = missing
    for l_1_section, l_1_loop in LoopContext(t_15((undefined(name='sections') if l_0_sections is missing else l_0_sections)), undefined):
        _loop_vars = {}
        pass
        yield '<h2 id="'
        yield escape(environment.getattr(l_1_section, 'anchor'))
        yield '" class="part">'
        if (t_3((undefined(name='sections') if l_0_sections is missing else l_0_sections)) > 1):
            pass
            yield escape(environment.getattr(l_1_section, 'name'))
            yield '\u3000'
        yield '通病和整份材料的意见'
        if environment.getattr(environment.getattr(l_1_section, 'told'), 'of_document'):
            pass
            yield '（'
            yield escape(t_3(environment.getattr(environment.getattr(l_1_section, 'told'), 'of_document')))
            yield ' 条）'
        yield '</h2>\n'
        if (not environment.getattr(environment.getattr(l_1_section, 'told'), 'of_document')):
            pass
            yield '<p class="soft">没有。</p>'
        l_2_loop = missing
        for l_2_one, l_2_loop in LoopContext(environment.getattr(environment.getattr(l_1_section, 'told'), 'of_document'), undefined):
            _loop_vars = {}
            pass
            yield escape(context.call((undefined(name='card') if l_0_card is missing else l_0_card), l_2_one, markup_join(('o', environment.getattr(l_2_loop, 'index'), '-', environment.getattr(l_1_section, 'anchor'), )), _loop_vars=_loop_vars))
        l_2_loop = l_2_one = missing
        yield escape(context.call((undefined(name='waived') if l_0_waived is missing else l_0_waived), environment.getattr(l_1_section, 'waived'), _loop_vars=_loop_vars))
        if environment.getattr(environment.getattr(l_1_section, 'submission'), 'overall_goal'):
            pass
            yield '<details class="no-print"><summary>总体绩效目标</summary><p>'
            yield escape(environment.getattr(environment.getattr(l_1_section, 'submission'), 'overall_goal'))
            yield '</p></details>'
        if environment.getattr(environment.getattr(l_1_section, 'submission'), 'narrative'):
            pass
            yield '<details class="no-print"><summary>分项绩效目标与指标表对照（'
            yield escape(t_3(environment.getattr(environment.getattr(l_1_section, 'submission'), 'narrative')))
            yield ' 项）</summary><table class="cards"><thead><tr><th>序号</th><th>名称</th><th>绩效目标</th><th>绩效指标</th><th>对应指标表</th></tr></thead><tbody>\n'
            for l_2_item in environment.getattr(environment.getattr(l_1_section, 'submission'), 'narrative'):
                _loop_vars = {}
                pass
                yield '<tr><td data-label="序号">'
                yield escape(environment.getattr(l_2_item, 'ordinal'))
                yield '</td><td data-label="名称">'
                yield escape(environment.getattr(l_2_item, 'name'))
                yield '</td><td class="text" data-label="绩效目标">'
                yield escape(environment.getattr(l_2_item, 'goal'))
                yield '</td><td class="text" data-label="绩效指标">'
                yield escape(environment.getattr(l_2_item, 'indicators_text'))
                yield '</td><td class="mono" data-label="对应指标表">'
                yield escape((environment.getattr(l_2_item, 'project') or '没有找到'))
                yield '</td></tr>'
            l_2_item = missing
            yield '</tbody></table></details>'
        yield '<h2 id="'
        yield escape(environment.getattr(l_1_section, 'anchor'))
        yield '-projects">逐个项目的意见</h2>\n'
        l_2_loop = missing
        for l_2_item, l_2_loop in LoopContext(environment.getattr(l_1_section, 'projects'), undefined):
            l_2_marked = resolve('marked')
            l_2_project = l_2_told = missing
            _loop_vars = {}
            pass
            l_2_project = environment.getattr(l_2_item, 'project')
            _loop_vars['project'] = l_2_project
            l_2_told = environment.getattr(l_2_item, 'project_findings')
            _loop_vars['told'] = l_2_told
            yield '<section class="project" id="'
            yield escape(environment.getattr(l_2_item, 'anchor'))
            yield '">\n<h3>'
            yield escape(context.call((undefined(name='words') if l_0_words is missing else l_0_words), context.call((undefined(name='marked') if l_2_marked is missing else l_2_marked), (undefined(name='project') if l_2_project is missing else l_2_project), 'code', (undefined(name='told') if l_2_told is missing else l_2_told), _loop_vars=_loop_vars), '（未填编码）', _loop_vars=_loop_vars))
            yield '\u3000'
            yield escape(context.call((undefined(name='words') if l_0_words is missing else l_0_words), context.call((undefined(name='marked') if l_2_marked is missing else l_2_marked), (undefined(name='project') if l_2_project is missing else l_2_project), 'name', (undefined(name='told') if l_2_told is missing else l_2_told), _loop_vars=_loop_vars), '（未填名称）', _loop_vars=_loop_vars))
            yield '\u3000<span class="small">'
            yield escape(t_1(environment.getattr((undefined(name='project') if l_2_project is missing else l_2_project), 'budget_wan')))
            yield escape((' 万元' if (not t_9(environment.getattr((undefined(name='project') if l_2_project is missing else l_2_project), 'budget_wan'))) else '预算'))
            if environment.getattr((undefined(name='project') if l_2_project is missing else l_2_project), 'score'):
                pass
                yield '\u3000工具初评 '
                yield escape(t_2('%g', environment.getattr(environment.getattr((undefined(name='project') if l_2_project is missing else l_2_project), 'score'), 'total')))
                yield ' 分（'
                yield escape(environment.getattr(environment.getattr((undefined(name='project') if l_2_project is missing else l_2_project), 'score'), 'grade'))
                yield '）'
            yield '</span> <a class="small no-print" href="#index">返回一览</a>'
            if environment.getattr(l_2_item, 'own'):
                pass
                yield ' <button type="button" class="copy no-print" data-all="'
                yield escape(environment.getattr(l_2_item, 'anchor'))
                yield '">复制本项目意见</button>'
            yield '</h3>\n'
            for l_3_one in environment.getattr(l_2_item, 'own'):
                _loop_vars = {}
                pass
                yield escape(context.call((undefined(name='card') if l_0_card is missing else l_0_card), l_3_one, markup_join((environment.getattr(l_2_item, 'anchor'), '-o', environment.getattr(l_3_one, 'number'), )), _loop_vars=_loop_vars))
            l_3_one = missing
            if environment.getattr(l_2_item, 'elsewhere'):
                pass
                yield '<div class="small common"><span class="soft">另按下列意见修改：</span>'
                l_3_loop = missing
                for (l_3_one, l_3_place), l_3_loop in LoopContext(environment.getattr(l_2_item, 'elsewhere'), undefined):
                    l_3_where = missing
                    _loop_vars = {}
                    pass
                    yield '<p>意见 '
                    yield escape(environment.getattr(l_3_one, 'number'))
                    yield '\u3000'
                    yield escape(environment.getattr(environment.getattr(l_3_one, 'opinion'), 'title'))
                    l_3_where = environment.getitem(context.call(environment.getattr(environment.getattr(l_3_place, 'where'), 'partition'), '》', _loop_vars=_loop_vars), 2)
                    _loop_vars['where'] = l_3_where
                    if (undefined(name='where') if l_3_where is missing else l_3_where):
                        pass
                        yield '（'
                        yield escape((undefined(name='where') if l_3_where is missing else l_3_where))
                        yield '）'
                    if (environment.getattr(l_3_place, 'offers') and (environment.getattr(environment.getattr(l_3_one, 'opinion'), 'scope') == 'document')):
                        pass
                        yield '\u3000<span class="advice">'
                        l_4_loop = missing
                        for (l_4_number, l_4_words), l_4_loop in LoopContext(environment.getattr(l_3_place, 'offers'), undefined):
                            _loop_vars = {}
                            pass
                            yield '第'
                            yield escape(l_4_number)
                            yield '行可写'
                            yield escape(l_4_words)
                            yield escape(('；' if (not environment.getattr(l_4_loop, 'last')) else cond_expr_undefined("the inline if-expression on line 81 in 'report.html' evaluated to false and no else section was defined.")))
                        l_4_loop = l_4_number = l_4_words = missing
                        yield '</span>'
                    yield '</p>'
                l_3_loop = l_3_one = l_3_place = l_3_where = missing
                yield '</div>'
            if ((not environment.getattr(l_2_item, 'own')) and (not environment.getattr(l_2_item, 'elsewhere'))):
                pass
                yield '<p class="soft">没有发现问题。</p>'
            yield escape(context.call((undefined(name='waived') if l_0_waived is missing else l_0_waived), environment.getattr(l_2_item, 'waived'), _loop_vars=_loop_vars))
            yield '<details class="table"'
            if (environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'totals'), 'projects') <= 3):
                pass
                yield ' open'
            yield '><summary>指标表（'
            yield escape(t_3(environment.getattr((undefined(name='project') if l_2_project is missing else l_2_project), 'indicators')))
            yield ' 行）和项目情况</summary>\n<dl class="facts">\n<dt>预算数</dt><dd>'
            yield escape(t_1(environment.getattr((undefined(name='project') if l_2_project is missing else l_2_project), 'budget_wan')))
            yield escape((' 万元' if (not t_9(environment.getattr((undefined(name='project') if l_2_project is missing else l_2_project), 'budget_wan'))) else cond_expr_undefined("the inline if-expression on line 85 in 'report.html' evaluated to false and no else section was defined.")))
            if environment.getattr((undefined(name='project') if l_2_project is missing else l_2_project), 'funding'):
                pass
                yield '（'
                l_3_loop = missing
                for l_3_part, l_3_loop in LoopContext(environment.getattr((undefined(name='project') if l_2_project is missing else l_2_project), 'funding'), undefined):
                    _loop_vars = {}
                    pass
                    yield escape(environment.getattr(l_3_part, 'source'))
                    yield ' '
                    yield escape(t_1(environment.getattr(l_3_part, 'amount_wan')))
                    yield escape(('，' if (not environment.getattr(l_3_loop, 'last')) else cond_expr_undefined("the inline if-expression on line 85 in 'report.html' evaluated to false and no else section was defined.")))
                l_3_loop = l_3_part = missing
                yield '）'
            yield '</dd>\n'
            if environment.getattr((undefined(name='project') if l_2_project is missing else l_2_project), 'purpose'):
                pass
                yield '<dt>资金用途</dt><dd>'
                yield escape(context.call((undefined(name='words') if l_0_words is missing else l_0_words), context.call((undefined(name='marked') if l_2_marked is missing else l_2_marked), (undefined(name='project') if l_2_project is missing else l_2_project), 'purpose', (undefined(name='told') if l_2_told is missing else l_2_told), _loop_vars=_loop_vars), '', _loop_vars=_loop_vars))
                yield '</dd>'
            if environment.getattr((undefined(name='project') if l_2_project is missing else l_2_project), 'spending_plan'):
                pass
                yield '<dt>支出计划</dt><dd>'
                l_3_loop = missing
                for l_3_step, l_3_loop in LoopContext(environment.getattr((undefined(name='project') if l_2_project is missing else l_2_project), 'spending_plan'), undefined):
                    _loop_vars = {}
                    pass
                    yield escape(environment.getattr(l_3_step, 'by'))
                    yield ' '
                    yield escape(t_2('%g', environment.getattr(l_3_step, 'percent')))
                    yield '%'
                    yield escape(('\u3000' if (not environment.getattr(l_3_loop, 'last')) else cond_expr_undefined("the inline if-expression on line 87 in 'report.html' evaluated to false and no else section was defined.")))
                l_3_loop = l_3_step = missing
                yield '</dd>'
            yield '<dt>绩效目标</dt><dd>'
            yield escape(context.call((undefined(name='words') if l_0_words is missing else l_0_words), context.call((undefined(name='marked') if l_2_marked is missing else l_2_marked), (undefined(name='project') if l_2_project is missing else l_2_project), 'goal', (undefined(name='told') if l_2_told is missing else l_2_told), _loop_vars=_loop_vars), '（未填）', _loop_vars=_loop_vars))
            yield '</dd>\n</dl>\n'
            if environment.getattr((undefined(name='project') if l_2_project is missing else l_2_project), 'score'):
                pass
                yield '<div class="score">'
                for l_3_one in environment.getitem(environment.getattr((undefined(name='project') if l_2_project is missing else l_2_project), 'score'), 'items'):
                    _loop_vars = {}
                    pass
                    yield '<span'
                    if (environment.getattr(l_3_one, 'score') < environment.getattr(l_3_one, 'points')):
                        pass
                        yield ' class="lost"'
                    yield '>'
                    yield escape(environment.getattr(l_3_one, 'item'))
                    yield ' '
                    yield escape(t_2('%g', environment.getattr(l_3_one, 'score')))
                    yield '/'
                    yield escape(t_2('%g', environment.getattr(l_3_one, 'points')))
                    yield '</span>'
                l_3_one = missing
                yield '</div>'
            yield '<table class="indicators cards"><thead><tr><th class="c0">行</th><th class="c1">类别</th><th class="c2">三级指标</th><th class="c3">绩效指标描述</th><th class="c4">指标值</th><th class="c5">确定依据</th><th>审核意见</th></tr></thead><tbody>\n'
            l_3_loop = missing
            for l_3_row, l_3_loop in LoopContext(environment.getattr((undefined(name='project') if l_2_project is missing else l_2_project), 'indicators'), undefined):
                l_3_empty_cell = resolve('empty_cell')
                l_3_table_fields = resolve('table_fields')
                l_3_found = l_3_of_row = missing
                _loop_vars = {}
                pass
                l_3_found = context.call(environment.getattr(environment.getattr(l_2_item, 'row_findings'), 'get'), environment.getattr(l_3_row, 'id'), [], _loop_vars=_loop_vars)
                _loop_vars['found'] = l_3_found
                l_3_of_row = context.call(environment.getattr(environment.getattr(l_2_item, 'by_row'), 'get'), environment.getattr(l_3_loop, 'index'), [], _loop_vars=_loop_vars)
                _loop_vars['of_row'] = l_3_of_row
                yield '<tr class="row" data-kinds="'
                for (l_4_one, l_4_place) in (undefined(name='of_row') if l_3_of_row is missing else l_3_of_row):
                    _loop_vars = {}
                    pass
                    yield escape(environment.getattr(environment.getattr(l_4_one, 'opinion'), 'rule'))
                    yield ' '
                l_4_one = l_4_place = missing
                yield '"><td class="num" data-label="行">'
                yield escape(environment.getattr(l_3_loop, 'index'))
                yield '</td><td class="text" data-label="类别"><span class="soft small">'
                yield escape(context.call((undefined(name='words') if l_0_words is missing else l_0_words), context.call((undefined(name='marked') if l_2_marked is missing else l_2_marked), l_3_row, 'level1', (undefined(name='found') if l_3_found is missing else l_3_found), _loop_vars=_loop_vars), '', _loop_vars=_loop_vars))
                yield '</span><br>'
                yield escape(context.call((undefined(name='words') if l_0_words is missing else l_0_words), context.call((undefined(name='marked') if l_2_marked is missing else l_2_marked), l_3_row, 'level2', (undefined(name='found') if l_3_found is missing else l_3_found), _loop_vars=_loop_vars), (undefined(name='empty_cell') if l_3_empty_cell is missing else l_3_empty_cell), _loop_vars=_loop_vars))
                yield '</td>'
                for l_4_name in (undefined(name='table_fields') if l_3_table_fields is missing else l_3_table_fields):
                    l_4_field_names = resolve('field_names')
                    l_4_label_names = resolve('label_names')
                    _loop_vars = {}
                    pass
                    yield '<td class="text" data-label="'
                    yield escape(environment.getitem((undefined(name='field_names') if l_4_field_names is missing else l_4_field_names), l_4_name))
                    yield '">'
                    yield escape(context.call((undefined(name='words') if l_0_words is missing else l_0_words), context.call((undefined(name='marked') if l_2_marked is missing else l_2_marked), l_3_row, l_4_name, (undefined(name='found') if l_3_found is missing else l_3_found), _loop_vars=_loop_vars), (undefined(name='empty_cell') if l_3_empty_cell is missing else l_3_empty_cell), _loop_vars=_loop_vars))
                    if ((l_4_name == 'target') and environment.getattr(l_3_row, 'measurability')):
                        pass
                        yield '<br><span class="label small '
                        yield escape(environment.getattr(environment.getattr(l_3_row, 'measurability'), 'label'))
                        yield '">'
                        yield escape(environment.getitem((undefined(name='label_names') if l_4_label_names is missing else l_4_label_names), environment.getattr(environment.getattr(l_3_row, 'measurability'), 'label')))
                        yield '</span>'
                    yield '</td>'
                l_4_name = l_4_field_names = l_4_label_names = missing
                yield '<td class="beside" data-label="审核意见">'
                for l_4_doubt in environment.getattr(l_3_row, 'doubts'):
                    _loop_vars = {}
                    pass
                    yield '<p class="soft small">解析疑点：'
                    yield escape(l_4_doubt)
                    yield '，请对照原表。</p>'
                l_4_doubt = missing
                l_4_loop = missing
                for (l_4_one, l_4_place), l_4_loop in LoopContext((undefined(name='of_row') if l_3_of_row is missing else l_3_of_row), undefined):
                    _loop_vars = {}
                    pass
                    yield '<p class="small"><a href="#'
                    yield escape((markup_join(('o', environment.getattr(l_4_one, 'number'), '-', environment.getattr(l_1_section, 'anchor'), )) if (environment.getattr(environment.getattr(l_4_one, 'opinion'), 'scope') == 'document') else markup_join(('p', environment.getattr(l_1_section, 'anchor')[1:], '-', (environment.getattr(environment.getitem(environment.getattr(l_4_one, 'places'), 0), 'number') - 1), '-o', environment.getattr(l_4_one, 'number'), ))))
                    yield '"><span class="chip '
                    yield escape(environment.getattr(environment.getattr(l_4_one, 'opinion'), 'severity'))
                    yield '">'
                    yield escape(environment.getattr(l_4_one, 'number'))
                    yield '</span> '
                    yield escape(environment.getattr(environment.getattr(l_4_one, 'opinion'), 'title'))
                    yield '</a>'
                    if environment.getattr(l_4_place, 'notes'):
                        pass
                        yield '<span class="soft">；另：'
                        l_5_loop = missing
                        for (l_5_finding, l_5_moot), l_5_loop in LoopContext(environment.getattr(l_4_place, 'notes'), undefined):
                            _loop_vars = {}
                            pass
                            yield escape(environment.getattr(l_5_finding, 'title'))
                            yield escape(('、' if (not environment.getattr(l_5_loop, 'last')) else cond_expr_undefined("the inline if-expression on line 93 in 'report.html' evaluated to false and no else section was defined.")))
                        l_5_loop = l_5_finding = l_5_moot = missing
                        yield '</span>'
                    yield '</p>'
                l_4_loop = l_4_one = l_4_place = missing
                yield '</td></tr>\n'
            l_3_loop = l_3_row = l_3_found = l_3_of_row = l_3_empty_cell = l_3_table_fields = missing
            yield '</tbody></table>\n</details>\n</section>\n'
        l_2_loop = l_2_item = l_2_project = l_2_told = l_2_marked = missing
    l_1_loop = l_1_section = missing
    yield escape((undefined(name='repetition') if l_0_repetition is missing else l_0_repetition))
    def t_16(fiter):
        for l_1_section in fiter:
            if environment.getattr(environment.getattr(l_1_section, 'submission'), 'refusals'):
                yield l_1_section
    for l_1_section in t_16((undefined(name='sections') if l_0_sections is missing else l_0_sections)):
        l_1_preflight_title = resolve('preflight_title')
        l_1_preflight_note = resolve('preflight_note')
        l_1_refusal_groups = resolve('refusal_groups')
        _loop_vars = {}
        pass
        yield '<details class="no-print" id="preflight-'
        yield escape(environment.getattr(l_1_section, 'anchor'))
        yield '"><summary>'
        yield escape((undefined(name='preflight_title') if l_1_preflight_title is missing else l_1_preflight_title))
        yield '（'
        yield escape(t_3(environment.getattr(environment.getattr(l_1_section, 'submission'), 'refusals')))
        yield ' 处）'
        if (t_3((undefined(name='sections') if l_0_sections is missing else l_0_sections)) > 1):
            pass
            yield '\u3000'
            yield escape(environment.getattr(l_1_section, 'name'))
        yield '</summary>\n<p class="soft small">'
        yield escape((undefined(name='preflight_note') if l_1_preflight_note is missing else l_1_preflight_note))
        yield '</p>\n'
        for l_2_group in context.call((undefined(name='refusal_groups') if l_1_refusal_groups is missing else l_1_refusal_groups), environment.getattr(l_1_section, 'submission'), _loop_vars=_loop_vars):
            _loop_vars = {}
            pass
            yield '<p class="small"><b>'
            yield escape(environment.getattr(l_2_group, 'name'))
            yield '</b>（'
            yield escape(t_3(environment.getattr(l_2_group, 'lines')))
            yield ' 处）</p><ul class="small">'
            for l_3_line in environment.getattr(l_2_group, 'lines'):
                _loop_vars = {}
                pass
                yield '<li>'
                yield escape(l_3_line)
                yield '</li>'
            l_3_line = missing
            yield '</ul>'
        l_2_group = missing
        yield '</details>\n'
    l_1_section = l_1_preflight_title = l_1_preflight_note = l_1_refusal_groups = missing
    yield '<section class="no-print">\n<h2 id="coverage">规则覆盖</h2>\n<div class="figures">'
    for (l_1_outcome, l_1_number) in context.call(environment.getattr((undefined(name='outcomes') if l_0_outcomes is missing else l_0_outcomes), 'items')):
        l_1_failed = resolve('failed')
        _loop_vars = {}
        pass
        yield '<div class="figure'
        yield escape((' error' if ((l_1_outcome == (undefined(name='failed') if l_1_failed is missing else l_1_failed)) and l_1_number) else cond_expr_undefined("the inline if-expression on line 108 in 'report.html' evaluated to false and no else section was defined.")))
        yield '"><span class="soft">'
        yield escape(l_1_outcome)
        yield '</span><b>'
        yield escape(l_1_number)
        yield '</b></div>'
    l_1_outcome = l_1_number = l_1_failed = missing
    yield '</div>\n<p class="soft small">共 '
    yield escape(t_3(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'rules'), 'rules')))
    yield ' 条规则，每条只计一次：在任何一份材料上没能运行的，不算通过。</p>\n'
    l_0_changed = t_4(context.eval_ctx, t_8(context, environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'rules'), 'rules'), 'overridden'))
    context.vars['changed'] = l_0_changed
    context.exported_vars.add('changed')
    if ((undefined(name='changed') if l_0_changed is missing else l_0_changed) or environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'rules'), 'off')):
        pass
        yield '<h2 id="changes">规则的停用与调整</h2>\n<p class="soft small">地区配置或者本单位对规则作了下列改动。停用的规则没有运行，相应方面没有检查。</p>\n<table><thead><tr><th>规则</th><th>改动</th><th>理由或出处</th></tr></thead><tbody>\n'
        for l_1_one in environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'rules'), 'off'):
            _loop_vars = {}
            pass
            yield '<tr><td>'
            yield escape(environment.getattr(l_1_one, 'id'))
            yield ' '
            yield escape(environment.getattr(l_1_one, 'title'))
            yield '</td><td>停用</td><td>'
            yield escape(environment.getattr(l_1_one, 'reason'))
            yield '（'
            yield escape(environment.getattr(l_1_one, 'by'))
            yield '）</td></tr>'
        l_1_one = missing
        for l_1_one in (undefined(name='changed') if l_0_changed is missing else l_0_changed):
            _loop_vars = {}
            pass
            yield '<tr><td>'
            yield escape(environment.getattr(l_1_one, 'id'))
            yield ' '
            yield escape(environment.getattr(l_1_one, 'title'))
            yield '</td><td>调整</td><td>'
            yield escape(environment.getattr(l_1_one, 'overridden'))
            yield '</td></tr>'
        l_1_one = missing
        yield '</tbody></table>'
    yield '<h2 id="unchecked">未检查清单</h2>\n<p class="soft small">下列规则在部分行上没有足够的内容可以判断，或者没能运行。它们既不是问题，也不算通过。</p>\n<table class="sortable"><thead><tr><th>材料</th><th>规则</th><th class="num">看过</th><th class="num">发现</th><th class="num">无问题</th><th>无法判断或没能运行</th></tr></thead><tbody>\n'
    l_1_loop = missing
    t_17 = 1
    for l_1_line, l_1_loop in LoopContext((undefined(name='unchecked') if l_0_unchecked is missing else l_0_unchecked), undefined):
        l_1_titles = resolve('titles')
        _loop_vars = {}
        pass
        yield '<tr><td class="small text">'
        yield escape(environment.getitem(context.call(environment.getattr(context.call(environment.getattr(environment.getattr(l_1_line, 'submission'), 'replace'), '\\', '/', _loop_vars=_loop_vars), 'split'), '/', _loop_vars=_loop_vars), -1))
        yield '</td><td>'
        yield escape(environment.getattr(l_1_line, 'rule'))
        yield ' '
        yield escape(context.call(environment.getattr((undefined(name='titles') if l_1_titles is missing else l_1_titles), 'get'), environment.getattr(l_1_line, 'rule'), '', _loop_vars=_loop_vars))
        yield '</td><td class="num">'
        yield escape(environment.getattr(l_1_line, 'examined'))
        yield '</td><td class="num">'
        yield escape(environment.getattr(l_1_line, 'found'))
        yield '</td><td class="num">'
        yield escape(environment.getattr(l_1_line, 'fine'))
        yield '</td><td>'
        if environment.getattr(l_1_line, 'failed'):
            pass
            yield '<b>程序缺陷，没能运行：</b>'
            yield escape(environment.getattr(l_1_line, 'failed'))
        else:
            pass
            l_2_loop = missing
            for (l_2_reason, l_2_number), l_2_loop in LoopContext(context.call(environment.getattr(environment.getattr(l_1_line, 'undecided'), 'items'), _loop_vars=_loop_vars), undefined):
                _loop_vars = {}
                pass
                yield escape(l_2_reason)
                yield ' '
                yield escape(l_2_number)
                yield ' 处'
                yield escape(('；' if (not environment.getattr(l_2_loop, 'last')) else cond_expr_undefined("the inline if-expression on line 120 in 'report.html' evaluated to false and no else section was defined.")))
            l_2_loop = l_2_reason = l_2_number = missing
        yield '</td></tr>\n'
        t_17 = 0
    l_1_loop = l_1_line = l_1_titles = missing
    if t_17:
        pass
        yield '<tr><td colspan="6" class="soft">没有。</td></tr>'
    yield '</tbody></table>\n'
    if environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'handling_notes'):
        pass
        yield '<h2 id="handling">没有生效的处理意见</h2>\n<table><thead><tr><th>处理意见</th><th>理由</th><th>责任人</th><th>到期日</th><th>为什么没有生效</th></tr></thead><tbody>\n'
        for l_1_note in environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'handling_notes'):
            _loop_vars = {}
            pass
            yield '<tr><td>'
            yield escape(environment.getattr(environment.getattr(l_1_note, 'handling'), 'decision'))
            yield '</td><td>'
            yield escape(environment.getattr(environment.getattr(l_1_note, 'handling'), 'reason'))
            yield '</td><td>'
            yield escape(environment.getattr(environment.getattr(l_1_note, 'handling'), 'by'))
            yield '</td><td>'
            yield escape((environment.getattr(environment.getattr(l_1_note, 'handling'), 'until') or ''))
            yield '</td><td>'
            yield escape(environment.getattr(l_1_note, 'problem'))
            yield '</td></tr>'
        l_1_note = missing
        yield '</tbody></table>'
    yield '</section>\n<dl class="meta small">\n'
    for l_1_section in (undefined(name='sections') if l_0_sections is missing else l_0_sections):
        _loop_vars = {}
        pass
        yield '<dt>材料</dt><dd>'
        yield escape(environment.getattr(environment.getattr(l_1_section, 'submission'), 'source'))
        yield '\u3000<span class="mono soft">SHA-256 '
        yield escape(environment.getattr(environment.getattr(l_1_section, 'submission'), 'sha256'))
        yield '</span></dd>'
    l_1_section = missing
    yield '<dt>规则</dt><dd>'
    yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'rules'), 'pack'))
    yield ' '
    yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'rules'), 'version'))
    yield '，'
    yield escape(t_3(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'rules'), 'rules')))
    yield ' 条，地区配置 '
    yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'rules'), 'profile'))
    yield '\u3000<span class="mono soft">指纹 '
    yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'rules'), 'fingerprint'))
    yield '</span></dd>\n<dt>工具</dt><dd>'
    yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'tool'), 'name'))
    yield ' '
    yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'tool'), 'version'))
    yield '</dd>\n</dl>\n<footer class="soft small">由 '
    yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'tool'), 'name'))
    yield ' '
    yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'tool'), 'version'))
    yield ' 在本机生成，没有联网。建议中的“__”须由单位核定后填写。</footer>\n</main>\n<script>\n'
    template = environment.get_template('page.js', 'report.html')
    gen = template.root_render_func(template.new_context(context.get_all(), True, {'card': l_0_card, 'changed': l_0_changed, 'proof': l_0_proof, 'waived': l_0_waived, 'words': l_0_words}))
    try:
        for event in gen:
            yield event
    finally: gen.close()
    yield '</script>\n</body>\n</html>'

blocks = {}
debug_info = '6=77&8=79&12=86&13=92&14=102&16=165&17=177&18=183&19=204&20=212&21=216&25=272&29=305&30=311&33=313&36=328&37=334&38=336&39=338&40=342&41=354&42=359&44=365&45=376&47=383&48=391&50=397&51=405&53=416&56=419&58=433&61=436&62=447&63=460&64=471&68=509&69=518&70=531&71=535&72=540&73=546&74=551&76=568&77=571&78=581&79=583&80=603&81=608&82=644&83=647&85=655&86=671&87=676&88=691&90=693&92=714&93=725&100=795&101=807&102=818&103=820&108=840&109=853&110=855&111=858&114=861&115=874&120=889&123=929&125=932&129=949&130=959&131=969&133=973&136=977'