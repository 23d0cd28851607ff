from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'departments.html'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_departments = resolve('departments')
    l_0_whole = resolve('whole')
    l_0_severities = resolve('severities')
    l_0_rules = resolve('rules')
    try:
        t_1 = environment.filters['length']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'length' found.")
    pass
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>各部门绩效目标审核汇总</title>\n<style>'
    template = environment.get_template('style.css', 'departments.html')
    gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
    try:
        for event in gen:
            yield event
    finally: gen.close()
    yield '</style>\n</head>\n<body>\n<main>\n<h1>各部门绩效目标审核汇总</h1>\n<p>共 '
    yield escape(t_1((undefined(name='departments') if l_0_departments is missing else l_0_departments)))
    yield ' 个部门，'
    yield escape(environment.getattr((undefined(name='whole') if l_0_whole is missing else l_0_whole), 'submissions'))
    yield ' 份材料，'
    yield escape(environment.getattr((undefined(name='whole') if l_0_whole is missing else l_0_whole), 'projects'))
    yield ' 个项目，'
    yield escape(environment.getattr((undefined(name='whole') if l_0_whole is missing else l_0_whole), 'indicators'))
    yield ' 行指标；\n审核意见 '
    yield escape(context.call(environment.getattr(environment.getattr((undefined(name='whole') if l_0_whole is missing else l_0_whole), 'opinions'), 'total')))
    yield ' 条。'
    if environment.getattr((undefined(name='whole') if l_0_whole is missing else l_0_whole), 'unreadable'):
        pass
        yield '有 '
        yield escape(environment.getattr((undefined(name='whole') if l_0_whole is missing else l_0_whole), 'unreadable'))
        yield ' 份读不了，见文末。'
    yield '</p>\n<h2>各部门</h2>\n<table>\n<thead><tr><th>编号</th><th>部门</th><th>材料</th><th>项目</th><th>指标</th><th>审核意见</th>'
    for l_1_one in (undefined(name='severities') if l_0_severities is missing else l_0_severities):
        l_1_severity_names = resolve('severity_names')
        _loop_vars = {}
        pass
        yield '<th>'
        yield escape(environment.getitem((undefined(name='severity_names') if l_1_severity_names is missing else l_1_severity_names), l_1_one))
        yield '</th>'
    l_1_one = l_1_severity_names = missing
    yield '</tr></thead>\n<tbody>\n'
    for l_1_one in (undefined(name='departments') if l_0_departments is missing else l_0_departments):
        l_1_html = resolve('html')
        _loop_vars = {}
        pass
        yield '<tr><td>'
        yield escape(environment.getattr(l_1_one, 'key'))
        yield '</td><td>'
        if ((undefined(name='html') if l_1_html is missing else l_1_html) and environment.getattr(l_1_one, 'reported')):
            pass
            yield '<a href="'
            yield escape(environment.getattr(l_1_one, 'report'))
            yield '">'
            yield escape(environment.getattr(l_1_one, 'name'))
            yield '</a>'
        else:
            pass
            yield escape(environment.getattr(l_1_one, 'name'))
        if (not environment.getattr(l_1_one, 'reported')):
            pass
            yield '<br><span class="soft small">报告和表格没有写成，审核结果在 departments/'
            yield escape(environment.getattr(l_1_one, 'key'))
            yield '/result.json，可用 auditor report 补写。</span>'
        yield '</td>\n<td>'
        yield escape(environment.getattr(environment.getattr(l_1_one, 'summary'), 'submissions'))
        yield '</td><td>'
        yield escape(environment.getattr(environment.getattr(l_1_one, 'summary'), 'projects'))
        yield '</td><td>'
        yield escape(environment.getattr(environment.getattr(l_1_one, 'summary'), 'indicators'))
        yield '</td>\n<td>'
        yield escape(context.call(environment.getattr(environment.getattr(environment.getattr(l_1_one, 'summary'), 'opinions'), 'total'), _loop_vars=_loop_vars))
        yield '</td>'
        for l_2_level in (undefined(name='severities') if l_0_severities is missing else l_0_severities):
            _loop_vars = {}
            pass
            yield '<td>'
            yield escape(environment.getitem(environment.getattr(environment.getattr(l_1_one, 'summary'), 'by_severity'), l_2_level))
            yield '</td>'
        l_2_level = missing
        yield '</tr>\n'
    l_1_one = l_1_html = missing
    yield '</tbody>\n</table>\n'
    if (undefined(name='rules') if l_0_rules is missing else l_0_rules):
        pass
        yield '<h2>最常见的问题</h2>\n<table>\n<thead><tr><th>规则</th><th>问题</th><th>处数</th></tr></thead>\n<tbody>\n'
        for (l_1_rule, l_1_number) in (undefined(name='rules') if l_0_rules is missing else l_0_rules):
            _loop_vars = {}
            pass
            yield '<tr><td>'
            yield escape(environment.getattr(l_1_rule, 'rule'))
            yield '</td><td>'
            yield escape(environment.getattr(l_1_rule, 'title'))
            yield '</td><td>'
            yield escape(l_1_number)
            yield '</td></tr>\n'
        l_1_rule = l_1_number = missing
        yield '</tbody>\n</table>\n'
    if environment.getattr((undefined(name='whole') if l_0_whole is missing else l_0_whole), 'errors'):
        pass
        yield '<h2>没有读成的材料</h2>\n<ul>\n'
        for l_1_error in environment.getattr((undefined(name='whole') if l_0_whole is missing else l_0_whole), 'errors'):
            _loop_vars = {}
            pass
            yield '<li>'
            yield escape(environment.getattr(l_1_error, 'message'))
            yield escape(environment.getattr(l_1_error, 'hint'))
            yield '</li>\n'
        l_1_error = missing
        yield '</ul>\n'
    yield '</main>\n</body>\n</html>'

blocks = {}
debug_info = '7=22&12=29&13=37&16=45&18=54&19=59&20=77&21=83&25=95&30=98&31=102&36=110&39=113&40=117'