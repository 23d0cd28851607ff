from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'words.html'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_words = missing
    try:
        t_1 = environment.filters['join']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'join' found.")
    pass
    def macro(l_1_parts, l_1_missing):
        t_2 = []
        if l_1_parts is missing:
            l_1_parts = undefined("parameter 'parts' was not provided", name='parts')
        if l_1_missing is missing:
            l_1_missing = undefined("parameter 'missing' was not provided", name='missing')
        pass
        t_3 = 1
        for l_2_part in l_1_parts:
            _loop_vars = {}
            pass
            if environment.getattr(l_2_part, 'severity'):
                pass
                t_2.extend((
                    '<mark class="',
                    escape(environment.getattr(l_2_part, 'severity')),
                    '" title="',
                    escape(t_1(context.eval_ctx, environment.getattr(l_2_part, 'rules'), '、')),
                    '">',
                    escape(environment.getattr(l_2_part, 'text')),
                    '</mark>',
                ))
            else:
                pass
                t_2.append(
                    escape(environment.getattr(l_2_part, 'text')),
                )
            t_3 = 0
        l_2_part = missing
        if t_3:
            pass
            t_2.append(
                escape(l_1_missing),
            )
        return concat(t_2)
    context.exported_vars.add('words')
    context.vars['words'] = l_0_words = Macro(environment, macro, 'words', ('parts', 'missing'), False, False, False, context.eval_ctx.autoescape)

blocks = {}
debug_info = '1=18'