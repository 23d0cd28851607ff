from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'season.html'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_result = resolve('result')
    l_0_severities = resolve('severities')
    l_0_doubts = resolve('doubts')
    l_0_money = resolve('money')
    l_0_unread = resolve('unread')
    l_0_category_names = resolve('category_names')
    l_0_heat = resolve('heat')
    l_0_worst = resolve('worst')
    l_0_pages = resolve('pages')
    l_0_graph = resolve('graph')
    l_0_most_pairs = resolve('most_pairs')
    l_0_outcomes = resolve('outcomes')
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
        t_4 = environment.filters['percent']
    except KeyError:
        @internalcode
        def t_4(*unused):
            raise TemplateRuntimeError("No filter named 'percent' found.")
    try:
        t_5 = environment.tests['none']
    except KeyError:
        @internalcode
        def t_5(*unused):
            raise TemplateRuntimeError("No test named 'none' found.")
    pass
    yield '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n<title>预算绩效目标质量审核总览</title>\n<style>\n'
    template = environment.get_template('style.css', 'season.html')
    gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
    try:
        for event in gen:
            yield event
    finally: gen.close()
    yield '</style>\n</head>\n<body>\n<main id="top">\n<header>\n<h1>预算绩效目标质量审核总览</h1>\n<p class="soft">每份材料的问题在各自的页面里，点名称打开。评分为工具初评，供退回修改时参考，不代表正式审核结论；标为“疑点”的须由人核实。</p>\n<div class="figures">\n<div class="figure"><span class="soft">材料</span><b>'
    yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'totals'), 'submissions'))
    yield '</b></div>\n<div class="figure"><span class="soft">项目</span><b>'
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
    yield '<div class="figure"><span class="soft">预算合计（万元）</span><b>'
    yield escape(t_1(environment.getattr((undefined(name='money') if l_0_money is missing else l_0_money), 'total')))
    yield '</b></div>\n<div class="figure warning"><span class="soft">其中目标薄弱的项目</span><b>'
    yield escape(t_1(environment.getattr((undefined(name='money') if l_0_money is missing else l_0_money), 'weak')))
    yield '</b><span class="soft small">'
    yield escape(environment.getattr((undefined(name='money') if l_0_money is missing else l_0_money), 'weak_projects'))
    yield ' 个，占 '
    yield escape(t_4(environment.getattr((undefined(name='money') if l_0_money is missing else l_0_money), 'share')))
    yield '</span></div>\n</div>\n'
    if environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'trend'):
        pass
        yield '<p class="small">与以前的结果相比：原有 '
        yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'trend'), 'earlier'))
        yield ' 个问题，已消除 '
        yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'trend'), 'gone'))
        yield ' 个，仍在 '
        yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'trend'), 'unchanged'))
        yield ' 个，新增 '
        yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'trend'), 'new'))
        yield ' 个。本报告只列新增的。</p>'
    template = environment.get_template('prominent.html', 'season.html')
    gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
    try:
        for event in gen:
            yield event
    finally: gen.close()
    yield '</header>\n'
    for l_1_one in (undefined(name='unread') if l_0_unread is missing else l_0_unread):
        _loop_vars = {}
        pass
        yield '<div class="error-box"><b>未审核\u3000'
        yield escape(environment.getattr(l_1_one, 'name'))
        yield '</b><p>'
        yield escape(environment.getattr(environment.getattr(l_1_one, 'error'), 'message'))
        yield escape(environment.getattr(environment.getattr(l_1_one, 'error'), 'hint'))
        yield '</p></div>'
    l_1_one = missing
    yield '<h2 id="heat">部门与问题类别</h2>\n<p class="soft small">每格是问题的处数（一条意见可以涉及几处），颜色按每百行指标的处数深浅。</p>\n<div class="long" tabindex="0"><table class="sortable heat"><thead><tr><th>部门</th><th class="num">项目</th><th class="num">指标</th>'
    for (l_1_key, l_1_name) in context.call(environment.getattr((undefined(name='category_names') if l_0_category_names is missing else l_0_category_names), 'items')):
        _loop_vars = {}
        pass
        yield '<th class="num">'
        yield escape(l_1_name)
        yield '</th>'
    l_1_key = l_1_name = missing
    yield '<th class="num">合计</th></tr></thead><tbody>\n'
    for l_1_line in (undefined(name='heat') if l_0_heat is missing else l_0_heat):
        l_1_homes = resolve('homes')
        _loop_vars = {}
        pass
        yield '<tr><td class="text">'
        if (environment.getattr(l_1_line, 'name') in (undefined(name='homes') if l_1_homes is missing else l_1_homes)):
            pass
            yield '<a href="'
            yield escape(environment.getitem((undefined(name='homes') if l_1_homes is missing else l_1_homes), environment.getattr(l_1_line, 'name')))
            yield '">'
            yield escape(environment.getattr(l_1_line, 'name'))
            yield '</a>'
        else:
            pass
            yield escape(environment.getattr(l_1_line, 'name'))
        yield '</td><td>'
        yield escape(environment.getattr(l_1_line, 'projects'))
        yield '</td><td>'
        yield escape(environment.getattr(l_1_line, 'indicators'))
        yield '</td>'
        for l_2_cell in environment.getattr(l_1_line, 'cells'):
            _loop_vars = {}
            pass
            yield '<td'
            if environment.getattr(l_2_cell, 'shade'):
                pass
                yield ' style="background:rgba(166,27,27,'
                yield escape(environment.getattr(l_2_cell, 'shade'))
                yield ')"'
            yield '>'
            yield escape((environment.getattr(l_2_cell, 'number') or ''))
            yield '</td>'
        l_2_cell = missing
        yield '<td>'
        yield escape(environment.getattr(l_1_line, 'total'))
        yield '</td></tr>\n'
    l_1_line = l_1_homes = missing
    yield '</tbody></table></div>\n<div class="columns">\n<section><h2 id="grades">工具初评等次</h2>\n'
    template = environment.get_template('grade_bars.html', 'season.html')
    gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
    try:
        for event in gen:
            yield event
    finally: gen.close()
    yield '</section>\n<section><h2 id="rules">主要问题（先错误，后警告）</h2>\n<table class="sortable"><thead><tr><th>问题</th><th>级别</th><th class="num">处</th><th class="num">项目</th><th class="num">预算（万元）</th></tr></thead><tbody>\n'
    for l_1_one in (undefined(name='worst') if l_0_worst is missing else l_0_worst):
        l_1_severity_names = resolve('severity_names')
        _loop_vars = {}
        pass
        yield '<tr><td>'
        yield escape(environment.getattr(l_1_one, 'title'))
        yield ' <span class="soft small">'
        yield escape(environment.getattr(l_1_one, 'rule'))
        yield '</span></td><td><span class="chip '
        yield escape(environment.getattr(l_1_one, 'severity'))
        yield '">'
        yield escape(environment.getitem((undefined(name='severity_names') if l_1_severity_names is missing else l_1_severity_names), environment.getattr(l_1_one, 'severity')))
        yield '</span></td><td class="num">'
        yield escape(environment.getattr(l_1_one, 'findings'))
        yield '</td><td class="num">'
        yield escape(environment.getattr(l_1_one, 'projects'))
        yield '</td><td class="num">'
        yield escape(t_1(environment.getattr(l_1_one, 'budget')))
        yield '</td></tr>'
    l_1_one = l_1_severity_names = missing
    yield '</tbody></table></section>\n</div>\n<h2 id="index">材料一览</h2>\n<div class="tools no-print"><label>筛选 <input type="search" id="filter" placeholder="部门、文件"></label></div>\n<div class="long" tabindex="0"><table class="sortable" id="projects"><thead><tr><th>材料</th><th>部门</th><th class="num">项目</th><th class="num">预算（万元）</th>'
    for l_1_key in (undefined(name='severities') if l_0_severities is missing else l_0_severities):
        l_1_severity_names = resolve('severity_names')
        _loop_vars = {}
        pass
        yield '<th class="num">'
        yield escape(environment.getitem((undefined(name='severity_names') if l_1_severity_names is missing else l_1_severity_names), l_1_key))
        yield '</th>'
    l_1_key = l_1_severity_names = missing
    yield '<th class="num">疑点</th><th class="num">最低初评</th></tr></thead><tbody>\n'
    for l_1_one in (undefined(name='pages') if l_0_pages is missing else l_0_pages):
        _loop_vars = {}
        pass
        yield '<tr><td class="text"><a href="'
        yield escape(environment.getattr(l_1_one, 'href'))
        yield '">'
        yield escape(environment.getattr(l_1_one, 'name'))
        yield '</a>'
        if environment.getattr(l_1_one, 'same_as'):
            pass
            yield '<br><span class="soft small">与 '
            yield escape(environment.getattr(l_1_one, 'same_as'))
            yield ' 是同一份材料，预算只计一次</span>'
        yield '</td><td class="text">'
        yield escape(environment.getattr(l_1_one, 'department'))
        yield '</td><td class="num">'
        yield escape(environment.getattr(l_1_one, 'projects'))
        yield '</td><td class="num">'
        yield escape(t_1(environment.getattr(l_1_one, 'budget')))
        yield '</td>'
        for l_2_key in (undefined(name='severities') if l_0_severities is missing else l_0_severities):
            _loop_vars = {}
            pass
            yield '<td class="num">'
            yield escape((environment.getitem(environment.getattr(l_1_one, 'counts'), l_2_key) or ''))
            yield '</td>'
        l_2_key = missing
        yield '<td class="num">'
        yield escape((environment.getattr(environment.getattr(l_1_one, 'counts'), 'doubts') or ''))
        yield '</td><td class="num">'
        yield escape((t_2('%g', environment.getattr(l_1_one, 'lowest')) if (not t_5(environment.getattr(l_1_one, 'lowest'))) else ''))
        yield '</td></tr>\n'
    l_1_one = missing
    yield '</tbody></table></div>\n'
    if environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'duplicates'), 'project_pairs'):
        pass
        yield '<h2 id="pairs">雷同项目</h2>\n'
        if (undefined(name='graph') if l_0_graph is missing else l_0_graph):
            pass
            template = environment.get_template('copies_graph.html', 'season.html')
            gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
            try:
                for event in gen:
                    yield event
            finally: gen.close()
            yield '<p class="soft small">圆点大小按预算，连线粗细按共有的份量；停在上面看名称和金额。</p>'
        yield '<table class="sortable"><thead><tr><th>项目甲</th><th class="num">预算（万元）</th><th>项目乙</th><th class="num">预算（万元）</th><th class="num">相同行</th><th class="num">共有</th><th class="num">表格相似</th></tr></thead><tbody>\n'
        for l_1_pair in environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'duplicates'), 'project_pairs')[:(undefined(name='most_pairs') if l_0_most_pairs is missing else l_0_most_pairs)]:
            _loop_vars = {}
            pass
            yield '<tr><td>'
            yield escape(environment.getattr(environment.getattr(l_1_pair, 'a'), 'code'))
            yield ' '
            yield escape(environment.getattr(environment.getattr(l_1_pair, 'a'), 'name'))
            yield '</td><td class="num">'
            yield escape(t_1(environment.getattr(environment.getattr(l_1_pair, 'a'), 'budget_wan')))
            yield '</td><td>'
            yield escape(environment.getattr(environment.getattr(l_1_pair, 'b'), 'code'))
            yield ' '
            yield escape(environment.getattr(environment.getattr(l_1_pair, 'b'), 'name'))
            yield '</td><td class="num">'
            yield escape(t_1(environment.getattr(environment.getattr(l_1_pair, 'b'), 'budget_wan')))
            yield '</td><td class="num">'
            yield escape(t_3(environment.getattr(l_1_pair, 'rows')))
            yield '</td><td class="num">'
            yield escape(t_4(environment.getattr(l_1_pair, 'share')))
            yield '</td><td class="num">'
            yield escape(t_4(environment.getattr(l_1_pair, 'similarity')))
            yield '</td></tr>'
        l_1_pair = missing
        yield '</tbody></table>'
        if (t_3(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'duplicates'), 'project_pairs')) > (undefined(name='most_pairs') if l_0_most_pairs is missing else l_0_most_pairs)):
            pass
            yield '<p class="soft small">共 '
            yield escape(t_3(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'duplicates'), 'project_pairs')))
            yield ' 对，这里列出份量最重的 '
            yield escape((undefined(name='most_pairs') if l_0_most_pairs is missing else l_0_most_pairs))
            yield ' 对，全部见台账。</p>'
    yield '<h2 id="coverage">规则覆盖</h2>\n<div class="figures">'
    for (l_1_outcome, l_1_number) in context.call(environment.getattr((undefined(name='outcomes') if l_0_outcomes is missing else l_0_outcomes), 'items')):
        l_1_failed = resolve('failed')
        _loop_vars = {}
        pass
        yield '<div class="figure'
        yield escape((' error' if ((l_1_outcome == (undefined(name='failed') if l_1_failed is missing else l_1_failed)) and l_1_number) else cond_expr_undefined("the inline if-expression on line 57 in 'season.html' evaluated to false and no else section was defined.")))
        yield '"><span class="soft">'
        yield escape(l_1_outcome)
        yield '</span><b>'
        yield escape(l_1_number)
        yield '</b></div>'
    l_1_outcome = l_1_number = l_1_failed = missing
    yield '</div>\n<p class="soft small">共 '
    yield escape(t_3(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'rules'), 'rules')))
    yield ' 条规则（'
    yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'rules'), 'pack'))
    yield ' '
    yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'rules'), 'version'))
    yield '，地区配置 '
    yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'rules'), 'profile'))
    yield '，指纹 <span class="mono">'
    yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'rules'), 'fingerprint'))
    yield '</span>），每条只计一次：在任何一份材料上没能运行的，不算通过。各份材料没有检查到的地方列在各自页面的“未检查清单”里。</p>\n<footer class="soft small">由 '
    yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'tool'), 'name'))
    yield ' '
    yield escape(environment.getattr(environment.getattr((undefined(name='result') if l_0_result is missing else l_0_result), 'tool'), 'version'))
    yield ' 在本机生成，没有联网。</footer>\n</main>\n<script>\n'
    template = environment.get_template('page.js', 'season.html')
    gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
    try:
        for event in gen:
            yield event
    finally: gen.close()
    yield '</script>\n</body>\n</html>'

blocks = {}
debug_info = '8=54&17=61&18=63&19=65&20=67&21=71&22=83&23=88&24=94&25=96&27=102&28=113&30=120&33=131&34=139&38=177&41=184&46=205&47=214&49=248&51=251&53=261&54=285&57=293&58=306&59=316&62=320'