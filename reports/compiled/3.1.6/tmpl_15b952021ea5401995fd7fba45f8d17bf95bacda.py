from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'repetition.html'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_pairs = resolve('pairs')
    l_0_copies = resolve('copies')
    pass
    yield '<h2 id="pairs">雷同项目</h2>\n<p class="soft small">“共有”是相同或几乎相同的行所占的份量，大家都用的通用表述只算很少；“表格相似”按整张表的文字比较。</p>\n<table class="sortable wide-table"><thead><tr><th>项目甲</th><th class="num">预算（万元）</th><th>项目乙</th><th class="num">预算（万元）</th><th class="num">相同行</th><th class="num">共有</th><th class="num">表格相似</th><th>不同的词</th></tr></thead><tbody>\n'
    for l_1_line in (undefined(name='pairs') if l_0_pairs is missing else l_0_pairs):
        _loop_vars = {}
        pass
        yield escape(l_1_line)
        yield '\n'
    l_1_line = missing
    yield '</tbody></table>\n'
    yield escape((undefined(name='copies') if l_0_copies is missing else l_0_copies))

blocks = {}
debug_info = '4=14&6=21'