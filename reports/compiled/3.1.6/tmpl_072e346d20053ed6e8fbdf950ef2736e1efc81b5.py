from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'copies_line.html'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_cluster = resolve('cluster')
    pass
    yield '<tr><td class="text">'
    yield escape(environment.getattr((undefined(name='cluster') if l_0_cluster is missing else l_0_cluster), 'text'))
    yield '</td><td class="small">'
    l_1_loop = missing
    for l_1_member, l_1_loop in LoopContext(environment.getattr((undefined(name='cluster') if l_0_cluster is missing else l_0_cluster), 'members'), undefined):
        _loop_vars = {}
        pass
        yield escape(((environment.getattr(l_1_member, 'indicator') or environment.getattr(l_1_member, 'item')) or environment.getattr(l_1_member, 'project')))
        yield escape(('、' if (not environment.getattr(l_1_loop, 'last')) else cond_expr_undefined("the inline if-expression on line 1 in 'copies_line.html' evaluated to false and no else section was defined.")))
    l_1_loop = l_1_member = missing
    yield '</td><td class="label">'
    yield escape(('通用表述' if environment.getattr((undefined(name='cluster') if l_0_cluster is missing else l_0_cluster), 'common') else '照抄'))
    yield '</td></tr>'

blocks = {}
debug_info = '1=13'