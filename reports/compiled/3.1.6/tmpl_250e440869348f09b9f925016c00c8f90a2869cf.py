from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'pairs_line.html'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_pair = resolve('pair')
    try:
        t_1 = environment.filters['amount']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'amount' found.")
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
        t_4 = environment.filters['percent']
    except KeyError:
        @internalcode
        def t_4(*unused):
            raise TemplateRuntimeError("No filter named 'percent' found.")
    pass
    yield '<tr><td>'
    yield escape(environment.getattr(environment.getattr((undefined(name='pair') if l_0_pair is missing else l_0_pair), 'a'), 'code'))
    yield ' '
    yield escape(environment.getattr(environment.getattr((undefined(name='pair') if l_0_pair is missing else l_0_pair), 'a'), 'name'))
    yield '</td><td class="num">'
    yield escape(t_1(environment.getattr(environment.getattr((undefined(name='pair') if l_0_pair is missing else l_0_pair), 'a'), 'budget_wan')))
    yield '</td><td>'
    yield escape(environment.getattr(environment.getattr((undefined(name='pair') if l_0_pair is missing else l_0_pair), 'b'), 'code'))
    yield ' '
    yield escape(environment.getattr(environment.getattr((undefined(name='pair') if l_0_pair is missing else l_0_pair), 'b'), 'name'))
    if environment.getattr((undefined(name='pair') if l_0_pair is missing else l_0_pair), 'lawful'):
        pass
        yield '<br><span class="soft small">'
        yield escape(environment.getattr((undefined(name='pair') if l_0_pair is missing else l_0_pair), 'lawful'))
        yield '</span>'
    yield '</td><td class="num">'
    yield escape(t_1(environment.getattr(environment.getattr((undefined(name='pair') if l_0_pair is missing else l_0_pair), 'b'), 'budget_wan')))
    yield '</td><td class="num">'
    yield escape(t_3(environment.getattr((undefined(name='pair') if l_0_pair is missing else l_0_pair), 'rows')))
    yield '</td><td class="num">'
    yield escape(t_4(environment.getattr((undefined(name='pair') if l_0_pair is missing else l_0_pair), 'share')))
    yield '</td><td class="num">'
    yield escape(t_4(environment.getattr((undefined(name='pair') if l_0_pair is missing else l_0_pair), 'similarity')))
    yield '</td><td class="small text">'
    def t_5(fiter):
        for l_1_row in fiter:
            if (environment.getattr(l_1_row, 'only_a') or environment.getattr(l_1_row, 'only_b')):
                yield l_1_row
    for l_1_row in t_5(environment.getattr((undefined(name='pair') if l_0_pair is missing else l_0_pair), 'rows')):
        _loop_vars = {}
        pass
        yield '<span class="quote">'
        yield escape((t_2(context.eval_ctx, environment.getattr(l_1_row, 'only_a'), ' ') or '（无）'))
        yield ' ⇄ '
        yield escape((t_2(context.eval_ctx, environment.getattr(l_1_row, 'only_b'), ' ') or '（无）'))
        yield '</span>'
    l_1_row = missing
    yield '</td></tr>'

blocks = {}
debug_info = '1=37'