from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'copies_graph.html'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_graph = resolve('graph')
    pass
    yield '<svg class="copies" viewBox="0 0 '
    yield escape(environment.getattr((undefined(name='graph') if l_0_graph is missing else l_0_graph), 'size'))
    yield ' '
    yield escape(environment.getattr((undefined(name='graph') if l_0_graph is missing else l_0_graph), 'size'))
    yield '" role="img" aria-label="哪些项目相互雷同，列在下表">\n'
    for l_1_arc in environment.getattr((undefined(name='graph') if l_0_graph is missing else l_0_graph), 'arcs'):
        _loop_vars = {}
        pass
        yield '<path d="'
        yield escape(environment.getattr(l_1_arc, 'path'))
        yield '" fill="none" stroke="#a61b1b" stroke-width="'
        yield escape(environment.getattr(l_1_arc, 'width'))
        yield '" stroke-opacity=".55"><title>'
        yield escape(environment.getattr(l_1_arc, 'title'))
        yield '</title></path>'
    l_1_arc = missing
    for l_1_node in environment.getattr((undefined(name='graph') if l_0_graph is missing else l_0_graph), 'nodes'):
        _loop_vars = {}
        pass
        yield '<circle cx="'
        yield escape(environment.getattr(l_1_node, 'x'))
        yield '" cy="'
        yield escape(environment.getattr(l_1_node, 'y'))
        yield '" r="'
        yield escape(environment.getattr(l_1_node, 'r'))
        yield '" fill="#1f4e79"><title>'
        yield escape(environment.getattr(l_1_node, 'title'))
        yield '</title></circle><text x="'
        yield escape(environment.getattr(l_1_node, 'tx'))
        yield '" y="'
        yield escape(environment.getattr(l_1_node, 'ty'))
        yield '" transform="rotate('
        yield escape(environment.getattr(l_1_node, 'turn'))
        yield ' '
        yield escape(environment.getattr(l_1_node, 'tx'))
        yield ' '
        yield escape(environment.getattr(l_1_node, 'ty'))
        yield ')" dominant-baseline="central" font-size="11" text-anchor="'
        yield escape(environment.getattr(l_1_node, 'anchor'))
        yield '" fill="#1b2530">'
        yield escape(environment.getattr(l_1_node, 'label'))
        yield '</text>'
    l_1_node = missing
    yield '</svg>'

blocks = {}
debug_info = '1=13&2=17&3=28'