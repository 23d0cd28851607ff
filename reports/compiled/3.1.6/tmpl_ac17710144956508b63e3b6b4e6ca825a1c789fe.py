from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'drawing.html'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_submission = resolve('submission')
    l_0_lines = resolve('lines')
    l_0_sheets = resolve('sheets')
    l_0_boxes = missing
    try:
        t_1 = environment.filters['int']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'int' found.")
    try:
        t_2 = environment.filters['join']
    except KeyError:
        @internalcode
        def t_2(*unused):
            raise TemplateRuntimeError("No filter named 'join' found.")
    try:
        t_3 = environment.filters['length']
    except KeyError:
        @internalcode
        def t_3(*unused):
            raise TemplateRuntimeError("No filter named 'length' found.")
    try:
        t_4 = environment.filters['round']
    except KeyError:
        @internalcode
        def t_4(*unused):
            raise TemplateRuntimeError("No filter named 'round' found.")
    pass
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>读取过程：'
    yield escape(environment.getattr((undefined(name='submission') if l_0_submission is missing else l_0_submission), 'source'))
    yield '</title>\n<style>\nbody { font-family: "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif; margin: 1.5rem; color: #222; }\nh1 { font-size: 1.2rem; } h2 { font-size: 1rem; margin: 2rem 0 .5rem; }\nsvg { max-width: 100%; height: auto; border: 1px solid #999; }\n.rule { stroke: #d33; stroke-width: 1.2; } .cell { fill: #36c; fill-opacity: .05; stroke: #36c; stroke-width: .8; stroke-dasharray: 3 2; }\n.row { fill: #2a2; fill-opacity: .16; } .doubted { fill: #f90; fill-opacity: .3; }\n.cell:hover, .row:hover, .doubted:hover { fill-opacity: .45; }\nlabel { margin-right: 1rem; } .key { display: inline-block; width: 1em; height: .8em; margin-right: .3em; }\nbody:has(#rules:not(:checked)) .rule, body:has(#cells:not(:checked)) .cell,\nbody:has(#rows:not(:checked)) .row, body:has(#rows:not(:checked)) .doubted { display: none; }\ntable { border-collapse: collapse; font-size: .85rem; margin: .5rem 0; } td, th { border: 1px solid #ccc; padding: .2rem .5rem; text-align: left; vertical-align: top; }\npre { margin: 0; font-family: "Noto Sans Mono CJK SC", "SimSun", monospace; } .told { background: #fff1d6; } .got { background: #eaf6ea; }\n</style>\n</head>\n<body>\n<h1>读取过程：'
    yield escape(environment.getattr((undefined(name='submission') if l_0_submission is missing else l_0_submission), 'source'))
    yield '</h1>\n'
    if environment.getattr((undefined(name='submission') if l_0_submission is missing else l_0_submission), 'error'):
        pass
        yield '<p class="told">'
        yield escape(environment.getattr(environment.getattr((undefined(name='submission') if l_0_submission is missing else l_0_submission), 'error'), 'message'))
        yield escape((environment.getattr(environment.getattr((undefined(name='submission') if l_0_submission is missing else l_0_submission), 'error'), 'hint') or ''))
        yield '</p>'
    for l_1_doubt in environment.getattr((undefined(name='submission') if l_0_submission is missing else l_0_submission), 'doubts'):
        _loop_vars = {}
        pass
        yield '<p class="told">疑点：'
        yield escape(l_1_doubt)
        yield '</p>'
    l_1_doubt = missing
    l_1_loop = missing
    for l_1_form, l_1_loop in LoopContext(environment.getattr((undefined(name='submission') if l_0_submission is missing else l_0_submission), 'forms'), undefined):
        _loop_vars = {}
        pass
        yield '<p>'
        yield escape(environment.getattr(l_1_form, 'form'))
        yield '：'
        l_2_loop = missing
        for (l_2_heading, l_2_field), l_2_loop in LoopContext(context.call(environment.getattr(environment.getattr(l_1_form, 'columns'), 'items'), _loop_vars=_loop_vars), undefined):
            _loop_vars = {}
            pass
            yield escape(l_2_heading)
            yield '→'
            yield escape(l_2_field)
            yield escape(('；' if (not environment.getattr(l_2_loop, 'last')) else cond_expr_undefined("the inline if-expression on line 25 in 'drawing.html' evaluated to false and no else section was defined.")))
        l_2_loop = l_2_heading = l_2_field = missing
        for l_2_guess in environment.getattr(l_1_form, 'guesses'):
            _loop_vars = {}
            pass
            yield '<span class="told">'
            yield escape(l_2_guess)
            yield '</span> '
        l_2_guess = missing
        yield '</p>\n'
    l_1_loop = l_1_form = missing
    if (not (undefined(name='lines') if l_0_lines is missing else l_0_lines)):
        pass
        yield '<p><label><input type="checkbox" id="rules" checked> <span class="key" style="background:#d33"></span>找到的框线</label>\n<label><input type="checkbox" id="cells" checked> <span class="key" style="background:#36c"></span>单元格</label>\n<label><input type="checkbox" id="rows" checked> <span class="key" style="background:#2a2"></span>读成指标的行（<span class="key" style="background:#f90"></span>有疑点）</label>\n鼠标停在格子上可以看到读出的文字。</p>\n'
    def macro(l_1_marks, l_1_name):
        t_5 = []
        if l_1_marks is missing:
            l_1_marks = undefined("parameter 'marks' was not provided", name='marks')
        if l_1_name is missing:
            l_1_name = undefined("parameter 'name' was not provided", name='name')
        pass
        for l_2_mark in l_1_marks:
            _loop_vars = {}
            pass
            t_5.extend((
                '<rect class="',
                escape(l_1_name),
                '" x="',
                escape(t_4(environment.getattr(l_2_mark, 'left'), 2)),
                '" y="',
                escape(t_4(environment.getattr(l_2_mark, 'top'), 2)),
                '" width="',
                escape(t_4(environment.getattr(l_2_mark, 'width'), 2)),
                '" height="',
                escape(t_4(environment.getattr(l_2_mark, 'height'), 2)),
                '"><title>',
                escape(environment.getattr(l_2_mark, 'told')),
                '</title></rect>\n',
            ))
        l_2_mark = missing
        return concat(t_5)
    context.exported_vars.add('boxes')
    context.vars['boxes'] = l_0_boxes = Macro(environment, macro, 'boxes', ('marks', 'name'), False, False, False, context.eval_ctx.autoescape)
    for l_1_sheet in (undefined(name='sheets') if l_0_sheets is missing else l_0_sheets):
        _loop_vars = {}
        pass
        yield '<h2>第 '
        yield escape(environment.getattr(l_1_sheet, 'number'))
        yield ' 页：框线 '
        yield escape(t_3(environment.getattr(l_1_sheet, 'rules')))
        yield ' 条，单元格 '
        yield escape(t_3(environment.getattr(l_1_sheet, 'cells')))
        yield ' 个，指标 '
        yield escape(t_3(environment.getattr(l_1_sheet, 'read')))
        yield ' 行</h2>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="'
        yield escape(environment.getattr(l_1_sheet, 'left'))
        yield ' '
        yield escape(environment.getattr(l_1_sheet, 'top'))
        yield ' '
        yield escape(environment.getattr(l_1_sheet, 'width'))
        yield ' '
        yield escape(environment.getattr(l_1_sheet, 'height'))
        yield '" width="'
        yield escape(t_1(t_4((environment.getattr(l_1_sheet, 'width') * 1.5))))
        yield '">\n<image href="'
        yield escape(environment.getattr(l_1_sheet, 'picture'))
        yield '" x="'
        yield escape(environment.getattr(l_1_sheet, 'left'))
        yield '" y="'
        yield escape(environment.getattr(l_1_sheet, 'top'))
        yield '" width="'
        yield escape(environment.getattr(l_1_sheet, 'width'))
        yield '" height="'
        yield escape(environment.getattr(l_1_sheet, 'height'))
        yield '" preserveAspectRatio="none"/>\n<g transform="matrix('
        yield escape(environment.getattr(l_1_sheet, 'turn'))
        yield ')">\n'
        yield escape(context.call((undefined(name='boxes') if l_0_boxes is missing else l_0_boxes), environment.getattr(l_1_sheet, 'cells'), 'cell', _loop_vars=_loop_vars))
        yield escape(context.call((undefined(name='boxes') if l_0_boxes is missing else l_0_boxes), environment.getattr(l_1_sheet, 'rows'), 'row', _loop_vars=_loop_vars))
        yield escape(context.call((undefined(name='boxes') if l_0_boxes is missing else l_0_boxes), environment.getattr(l_1_sheet, 'doubted'), 'doubted', _loop_vars=_loop_vars))
        yield '\n'
        for l_2_mark in environment.getattr(l_1_sheet, 'rules'):
            _loop_vars = {}
            pass
            yield '<line class="rule" x1="'
            yield escape(t_4(environment.getattr(l_2_mark, 'left'), 2))
            yield '" y1="'
            yield escape(t_4(environment.getattr(l_2_mark, 'top'), 2))
            yield '" x2="'
            yield escape(t_4((environment.getattr(l_2_mark, 'left') + environment.getattr(l_2_mark, 'width')), 2))
            yield '" y2="'
            yield escape(t_4((environment.getattr(l_2_mark, 'top') + environment.getattr(l_2_mark, 'height')), 2))
            yield '"/>\n'
        l_2_mark = missing
        yield '</g>\n</svg>\n'
        if environment.getattr(l_1_sheet, 'read'):
            pass
            yield '<table><tr><th>一级指标</th><th>二级指标</th><th>三级指标</th><th>指标值</th><th>疑点</th></tr>\n'
            for l_2_row in environment.getattr(l_1_sheet, 'read'):
                _loop_vars = {}
                pass
                yield '<tr><td>'
                yield escape(environment.getattr(l_2_row, 'level1'))
                yield '</td><td>'
                yield escape(environment.getattr(l_2_row, 'level2'))
                yield '</td><td>'
                yield escape(environment.getattr(l_2_row, 'level3'))
                yield '</td><td>'
                yield escape(environment.getattr(l_2_row, 'target'))
                yield '</td><td'
                if environment.getattr(l_2_row, 'doubts'):
                    pass
                    yield ' class="told"'
                yield '>'
                yield escape(t_2(context.eval_ctx, environment.getattr(l_2_row, 'doubts'), '；'))
                yield '</td></tr>\n'
            l_2_row = missing
            yield '</table>\n'
    l_1_sheet = missing
    if (undefined(name='lines') if l_0_lines is missing else l_0_lines):
        pass
        yield '<table><tr><th>行</th><th>文件里的文字</th><th>从这一行起读成的指标</th></tr>\n'
        for l_1_line in (undefined(name='lines') if l_0_lines is missing else l_0_lines):
            _loop_vars = {}
            pass
            yield '<tr'
            if environment.getattr(l_1_line, 'read'):
                pass
                yield ' class="got"'
            yield '><td>'
            yield escape(environment.getattr(l_1_line, 'number'))
            yield '</td><td><pre>'
            yield escape(environment.getattr(l_1_line, 'text'))
            yield '</pre></td><td>'
            for l_2_row in environment.getattr(l_1_line, 'read'):
                _loop_vars = {}
                pass
                yield '<div>'
                yield escape((environment.getattr(l_2_row, 'level1') or '—'))
                yield ' ｜ '
                yield escape((environment.getattr(l_2_row, 'level2') or '—'))
                yield ' ｜ '
                yield escape((environment.getattr(l_2_row, 'level3') or '—'))
                yield ' ｜ '
                yield escape((environment.getattr(l_2_row, 'target') or '—'))
                if environment.getattr(l_2_row, 'doubts'):
                    pass
                    yield ' <span class="told">'
                    yield escape(t_2(context.eval_ctx, environment.getattr(l_2_row, 'doubts'), '；'))
                    yield '</span>'
                yield '</div>'
            l_2_row = missing
            yield '</td></tr>\n'
        l_1_line = missing
        yield '</table>\n'
    yield '</body>\n</html>'

blocks = {}
debug_info = '5=40&21=42&22=44&23=50&24=58&25=62&26=73&28=82&34=85&35=97&37=114&38=118&39=126&40=136&41=146&42=148&43=152&47=166&49=169&53=190&55=193'