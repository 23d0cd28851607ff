from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'grade_bars.html'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_grades = resolve('grades')
    try:
        t_1 = environment.filters['amount']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'amount' found.")
    try:
        t_2 = environment.filters['length']
    except KeyError:
        @internalcode
        def t_2(*unused):
            raise TemplateRuntimeError("No filter named 'length' found.")
    pass
    yield '<svg class="bars" width="520" viewBox="0 0 520 '
    yield escape(((t_2((undefined(name='grades') if l_0_grades is missing else l_0_grades)) * 30) + 6))
    yield '" role="img" aria-label="各等次的项目数：'
    l_1_loop = missing
    for l_1_bar, l_1_loop in LoopContext((undefined(name='grades') if l_0_grades is missing else l_0_grades), undefined):
        _loop_vars = {}
        pass
        yield escape(environment.getattr(l_1_bar, 'name'))
        yield ' '
        yield escape(environment.getattr(l_1_bar, 'number'))
        yield ' 个'
        yield escape(('，' if (not environment.getattr(l_1_loop, 'last')) else cond_expr_undefined("the inline if-expression on line 1 in 'grade_bars.html' evaluated to false and no else section was defined.")))
    l_1_loop = l_1_bar = missing
    yield '">'
    l_1_loop = missing
    for l_1_bar, l_1_loop in LoopContext((undefined(name='grades') if l_0_grades is missing else l_0_grades), undefined):
        _loop_vars = {}
        pass
        yield '<text x="0" y="'
        yield escape(((environment.getattr(l_1_loop, 'index0') * 30) + 20))
        yield '">'
        yield escape(environment.getattr(l_1_bar, 'name'))
        yield '</text><rect x="36" y="'
        yield escape(((environment.getattr(l_1_loop, 'index0') * 30) + 6))
        yield '" width="'
        yield escape(environment.getattr(l_1_bar, 'width'))
        yield '" height="20" fill="'
        yield escape(environment.getattr(l_1_bar, 'colour'))
        yield '"/><text x="'
        yield escape((42 + environment.getattr(l_1_bar, 'width')))
        yield '" y="'
        yield escape(((environment.getattr(l_1_loop, 'index0') * 30) + 20))
        yield '">'
        yield escape(environment.getattr(l_1_bar, 'number'))
        yield ' 个，'
        yield escape(t_1(environment.getattr(l_1_bar, 'budget')))
        yield ' 万元</text>'
    l_1_loop = l_1_bar = missing
    yield '</svg>'

blocks = {}
debug_info = '1=25'