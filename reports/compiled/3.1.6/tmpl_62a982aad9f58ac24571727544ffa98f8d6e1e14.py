from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'prominent.html'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_prominent = resolve('prominent')
    try:
        t_1 = environment.filters['length']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'length' found.")
    pass
    if (undefined(name='prominent') if l_0_prominent is missing else l_0_prominent):
        pass
        yield '<section class="worst"><h2 class="minor">最要紧的'
        yield escape(('三' if (t_1((undefined(name='prominent') if l_0_prominent is missing else l_0_prominent)) == 3) else ('两' if (t_1((undefined(name='prominent') if l_0_prominent is missing else l_0_prominent)) == 2) else '一')))
        yield '件事</h2><ol>'
        for l_1_one in (undefined(name='prominent') if l_0_prominent is missing else l_0_prominent):
            _loop_vars = {}
            pass
            yield '<li><b>'
            yield escape(environment.getattr(l_1_one, 'title'))
            yield '</b>'
            if (not environment.getattr(l_1_one, 'certain')):
                pass
                yield '<span class="chip doubt">疑点</span>'
            yield '\u3000'
            yield escape(environment.getattr(l_1_one, 'sentence'))
            yield '</li>'
        l_1_one = missing
        yield '</ol></section>'

blocks = {}
debug_info = '1=18'