from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'look.html'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_submission = resolve('submission')
    l_0_groups = resolve('groups')
    l_0_projects = resolve('projects')
    try:
        t_1 = environment.filters['safe']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'safe' found.")
    pass
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>文字分析：'
    yield escape(environment.getattr((undefined(name='submission') if l_0_submission is missing else l_0_submission), 'source'))
    yield '</title>\n<style>\nbody { font-family: "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif; margin: 1.5rem; color: #222; max-width: 72rem; }\nh1 { font-size: 1.2rem; } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; } h3 { font-size: .85rem; color: #555; margin: 1rem 0 .2rem; font-weight: normal; }\ndl { display: grid; grid-template-columns: 6rem 1fr; margin: 0; border-top: 1px solid #ddd; }\ndt { color: #555; font-size: .85rem; padding: .55rem 0; border-bottom: 1px solid #eee; } dd { margin: 0; padding: .2rem 0 .4rem; border-bottom: 1px solid #eee; }\n.spans { line-height: 1.6 !important; padding: .3rem 0 .4rem; } .word { display: inline-block; position: relative; white-space: pre; }\n.bar { position: absolute; height: 4px; left: 0; width: calc(100% + .4em); }\n.name { position: absolute; top: 3px; left: 0; padding: 0 3px; font-size: .65rem; line-height: 1.2; border-radius: 0 3px 3px; white-space: nowrap; z-index: 1; }\n.told { font-size: .8rem; color: #665200; margin: 0; } .judged { font-size: .8rem; color: #555; margin: 0; }\n.key { padding: 1px 6px; margin-right: .2rem; font-size: .8rem; border-radius: 3px; } .doubt { background: #fff1d6; }\n</style>\n</head>\n<body>\n<h1>文字分析：'
    yield escape(environment.getattr((undefined(name='submission') if l_0_submission is missing else l_0_submission), 'source'))
    yield '</h1>\n<p>词与词之间用空格分开，色条下的小字是种类：\n'
    for ((l_1_name, l_1_colour), l_1_kinds) in (undefined(name='groups') if l_0_groups is missing else l_0_groups):
        _loop_vars = {}
        pass
        yield '<span class="key" style="background:'
        yield escape(l_1_colour)
        yield '">'
        yield escape(l_1_name)
        yield '</span>'
        yield escape(l_1_kinds)
        yield '\u3000'
    l_1_name = l_1_colour = l_1_kinds = missing
    yield '<br>\n这里只显示认出了什么，不是审核结论。</p>\n'
    if environment.getattr((undefined(name='submission') if l_0_submission is missing else l_0_submission), 'error'):
        pass
        yield '<p class="doubt">'
        yield escape(environment.getattr(environment.getattr((undefined(name='submission') if l_0_submission is missing else l_0_submission), 'error'), 'message'))
        yield escape((environment.getattr(environment.getattr((undefined(name='submission') if l_0_submission is missing else l_0_submission), 'error'), 'hint') or ''))
        yield '</p>'
    if ((not (undefined(name='projects') if l_0_projects is missing else l_0_projects)) and (not environment.getattr((undefined(name='submission') if l_0_submission is missing else l_0_submission), 'error'))):
        pass
        yield '<p class="doubt">没有读到指标。</p>'
    for (l_1_name, l_1_groups) in (undefined(name='projects') if l_0_projects is missing else l_0_projects):
        _loop_vars = {}
        pass
        yield '<h2>'
        yield escape(l_1_name)
        yield '</h2>\n'
        for l_2_group in l_1_groups:
            _loop_vars = {}
            pass
            yield '<h3>'
            yield escape(environment.getattr(l_2_group, 'heading'))
            yield '</h3>\n<dl>\n'
            for l_3_text in environment.getattr(l_2_group, 'texts'):
                _loop_vars = {}
                pass
                yield '<dt>'
                yield escape(environment.getattr(l_3_text, 'field'))
                yield '</dt>\n<dd>'
                yield escape(t_1(environment.getattr(l_3_text, 'drawing')))
                yield '\n'
                for l_4_reason in environment.getattr(l_3_text, 'excused'):
                    _loop_vars = {}
                    pass
                    yield '<p class="told">'
                    yield escape(l_4_reason)
                    yield '</p>'
                l_4_reason = missing
                if environment.getattr(l_3_text, 'judged'):
                    pass
                    yield '<p class="judged">只看写法，模型认为：'
                    yield escape(environment.getattr(l_3_text, 'judged'))
                    yield '（仅供参考）</p>'
                yield '</dd>\n'
            l_3_text = missing
            yield '</dl>\n'
        l_2_group = missing
    l_1_name = l_1_groups = missing
    yield '</body>\n</html>'

blocks = {}
debug_info = '5=21&19=23&21=25&23=37&24=43&25=46&26=50&27=52&28=56&30=58&31=62&32=64&33=66&34=73'