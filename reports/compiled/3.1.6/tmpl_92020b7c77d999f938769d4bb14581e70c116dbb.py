from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'versions.html'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_lead = resolve('lead')
    l_0_sentence = resolve('sentence')
    l_0_tally = resolve('tally')
    l_0_pairs = resolve('pairs')
    try:
        t_1 = environment.filters['length']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'length' found.")
    try:
        t_2 = environment.filters['list']
    except KeyError:
        @internalcode
        def t_2(*unused):
            raise TemplateRuntimeError("No filter named 'list' found.")
    try:
        t_3 = environment.filters['rejectattr']
    except KeyError:
        @internalcode
        def t_3(*unused):
            raise TemplateRuntimeError("No filter named 'rejectattr' found.")
    try:
        t_4 = environment.filters['selectattr']
    except KeyError:
        @internalcode
        def t_4(*unused):
            raise TemplateRuntimeError("No filter named 'selectattr' found.")
    pass
    yield '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n<title>绩效目标前后两版对照</title>\n<style>\n'
    template = environment.get_template('style.css', 'versions.html')
    gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
    try:
        for event in gen:
            yield event
    finally: gen.close()
    yield 'td.old{background:#fff7f6;overflow-wrap:anywhere}td.new:not(.outcome){background:#f2faf4;overflow-wrap:anywhere}\n.outcome{white-space:nowrap;font-weight:600}.outcome.remaining{color:var(--soft)}.outcome.reworked{color:var(--warning)}.outcome.new{color:var(--error)}.outcome.fixed{color:var(--ok)}\n</style>\n</head>\n<body>\n<main id="top">\n<header>\n<h1>绩效目标前后两版对照</h1>\n<p><b>'
    yield escape((undefined(name='lead') if l_0_lead is missing else l_0_lead))
    yield '</b></p>\n<p>'
    yield escape((undefined(name='sentence') if l_0_sentence is missing else l_0_sentence))
    yield '</p>\n<div class="figures">\n<div class="figure error"><span class="soft">新增</span><b>'
    yield escape(environment.getattr((undefined(name='tally') if l_0_tally is missing else l_0_tally), 'new'))
    yield '</b></div>\n<div class="figure warning"><span class="soft">改过仍在</span><b>'
    yield escape(environment.getattr((undefined(name='tally') if l_0_tally is missing else l_0_tally), 'reworked'))
    yield '</b></div>\n<div class="figure"><span class="soft">已改</span><b>'
    yield escape(environment.getattr((undefined(name='tally') if l_0_tally is missing else l_0_tally), 'fixed'))
    yield '</b></div>\n<div class="figure info"><span class="soft">未改</span><b>'
    yield escape(environment.getattr((undefined(name='tally') if l_0_tally is missing else l_0_tally), 'remaining'))
    yield '</b></div>\n'
    if environment.getattr((undefined(name='tally') if l_0_tally is missing else l_0_tally), 'absent'):
        pass
        yield '<div class="figure info"><span class="soft">新版没有</span><b>'
        yield escape(environment.getattr((undefined(name='tally') if l_0_tally is missing else l_0_tally), 'absent'))
        yield '</b></div>'
    yield '<div class="figure"><span class="soft">仍有错误</span><b>'
    yield escape(environment.getattr((undefined(name='tally') if l_0_tally is missing else l_0_tally), 'errors_left'))
    yield '</b></div>\n<div class="figure info"><span class="soft">改动、增加、删去的指标行</span><b>'
    yield escape(environment.getattr((undefined(name='tally') if l_0_tally is missing else l_0_tally), 'rows_changed'))
    yield '、'
    yield escape(environment.getattr((undefined(name='tally') if l_0_tally is missing else l_0_tally), 'rows_added'))
    yield '、'
    yield escape(environment.getattr((undefined(name='tally') if l_0_tally is missing else l_0_tally), 'rows_dropped'))
    yield '</b></div>\n</div>\n</header>\n'
    for l_1_pair in (undefined(name='pairs') if l_0_pairs is missing else l_0_pairs):
        l_1_lines = l_1_moved = l_1_left = missing
        _loop_vars = {}
        pass
        yield '<h2>'
        yield escape(environment.getattr(l_1_pair, 'title'))
        yield '</h2>\n'
        def macro(l_2_found):
            t_5 = []
            if l_2_found is missing:
                l_2_found = undefined("parameter 'found' was not provided", name='found')
            pass
            t_5.append(
                '<table class="sortable cards"><thead><tr><th>结果</th><th>级别</th><th>项目</th><th>位置</th><th>问题</th><th>说明</th><th>建议</th></tr></thead><tbody>\n',
            )
            for l_3_line in l_2_found:
                _loop_vars = {}
                pass
                t_5.extend((
                    '<tr><td class="outcome ',
                    escape(environment.getattr(l_3_line, 'status')),
                    '" data-label="结果">',
                    escape(environment.getattr(l_3_line, 'outcome')),
                    '</td><td data-label="级别"><span class="chip ',
                    escape(environment.getattr(l_3_line, 'severity')),
                    '">',
                    escape(environment.getattr(l_3_line, 'level')),
                    '</span>',
                ))
                if environment.getattr(l_3_line, 'doubt'):
                    pass
                    t_5.append(
                        ' <span class="chip doubt">疑点</span>',
                    )
                t_5.extend((
                    '</td><td class="text" data-label="项目">',
                    escape(environment.getattr(l_3_line, 'project')),
                    '</td><td class="text" data-label="位置">',
                    escape(environment.getattr(l_3_line, 'place')),
                    '</td><td class="text" data-label="问题">',
                    escape(environment.getattr(l_3_line, 'title')),
                    '</td><td class="text" data-label="说明">',
                    escape(environment.getattr(l_3_line, 'message')),
                    '</td><td class="text" data-label="建议">',
                    escape((environment.getattr(l_3_line, 'suggestion') if (environment.getattr(l_3_line, 'status') != 'fixed') else cond_expr_undefined("the inline if-expression on line 33 in 'versions.html' evaluated to false and no else section was defined."))),
                    '</td></tr>\n',
                ))
            l_3_line = missing
            t_5.append(
                '</tbody></table>\n',
            )
            return concat(t_5)
        l_1_lines = Macro(environment, macro, 'lines', ('found',), False, False, False, context.eval_ctx.autoescape)
        l_1_moved = t_2(context.eval_ctx, t_3(context, environment.getattr(l_1_pair, 'findings'), 'status', 'in', ('remaining', 'absent')))
        _loop_vars['moved'] = l_1_moved
        l_1_left = t_2(context.eval_ctx, t_4(context, environment.getattr(l_1_pair, 'findings'), 'status', 'in', ('remaining', 'absent')))
        _loop_vars['left'] = l_1_left
        if (undefined(name='moved') if l_1_moved is missing else l_1_moved):
            pass
            yield '<h3>问题</h3>'
            yield escape(context.call((undefined(name='lines') if l_1_lines is missing else l_1_lines), (undefined(name='moved') if l_1_moved is missing else l_1_moved), _loop_vars=_loop_vars))
        if (undefined(name='left') if l_1_left is missing else l_1_left):
            pass
            yield '<details><summary>'
            yield escape(('未改' if environment.getattr(l_1_pair, 'handed_in_again') else '上次'))
            yield '的 '
            yield escape(t_1((undefined(name='left') if l_1_left is missing else l_1_left)))
            yield ' 处</summary>'
            yield escape(context.call((undefined(name='lines') if l_1_lines is missing else l_1_lines), (undefined(name='left') if l_1_left is missing else l_1_left), _loop_vars=_loop_vars))
            yield '</details>'
        if environment.getattr(l_1_pair, 'cells'):
            pass
            yield '<h3>表格改动</h3>\n<table class="sortable"><thead><tr><th>改动</th><th>项目</th><th>行</th><th>栏目</th><th>旧</th><th>新</th></tr></thead><tbody>\n'
            for l_2_line in environment.getattr(l_1_pair, 'cells'):
                _loop_vars = {}
                pass
                yield '<tr><td class="outcome">'
                yield escape(environment.getattr(l_2_line, 'outcome'))
                yield '</td><td class="text">'
                yield escape(environment.getattr(l_2_line, 'project'))
                yield '</td><td>'
                yield escape(environment.getattr(l_2_line, 'row'))
                yield '</td><td>'
                yield escape(environment.getattr(l_2_line, 'field'))
                yield '</td><td class="old">'
                yield escape(environment.getattr(l_2_line, 'old'))
                yield '</td><td class="new">'
                yield escape(environment.getattr(l_2_line, 'new'))
                yield '</td></tr>\n'
            l_2_line = missing
            yield '</tbody></table>\n'
        if ((not environment.getattr(l_1_pair, 'findings')) and (not environment.getattr(l_1_pair, 'cells'))):
            pass
            yield '<p>'
            yield escape(('没有问题，也没有改动' if environment.getattr(l_1_pair, 'handed_in_again') else '上次没有问题'))
            yield '。</p>'
    l_1_pair = l_1_lines = l_1_moved = l_1_left = missing
    yield '<footer class="soft small">在本机生成，没有联网。</footer>\n</main>\n<script>\n'
    template = environment.get_template('page.js', 'versions.html')
    gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
    try:
        for event in gen:
            yield event
    finally: gen.close()
    yield '</script>\n</body>\n</html>'

blocks = {}
debug_info = '8=40&17=47&18=49&20=51&21=53&22=55&23=57&24=59&25=65&26=67&29=73&30=78&31=80&33=88&36=126&37=130&38=134&39=143&42=146&45=164&50=171'