from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'copies.html'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_lines = resolve('lines')
    try:
        t_1 = environment.filters['length']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'length' found.")
    pass
    yield '<details><summary>重复出现的描述（'
    yield escape(t_1((undefined(name='lines') if l_0_lines is missing else l_0_lines)))
    yield ' 组）</summary><table><thead><tr><th>描述</th><th>出现在</th><th>性质</th></tr></thead><tbody>\n'
    for l_1_line in (undefined(name='lines') if l_0_lines is missing else l_0_lines):
        _loop_vars = {}
        pass
        yield escape(l_1_line)
    l_1_line = missing
    yield '</tbody></table></details>'

blocks = {}
debug_info = '1=19&2=21'