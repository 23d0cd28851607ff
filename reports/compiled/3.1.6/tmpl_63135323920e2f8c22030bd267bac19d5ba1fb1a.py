from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'opinion_body.html'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_opinion = resolve('opinion')
    l_0_same_sentences = resolve('same_sentences')
    l_0_one = resolve('one')
    pass
    yield '<p>'
    yield escape(environment.getattr((undefined(name='opinion') if l_0_opinion is missing else l_0_opinion), 'message'))
    yield '</p>\n'
    if (environment.getattr((undefined(name='opinion') if l_0_opinion is missing else l_0_opinion), 'scope') == 'group'):
        pass
        for l_1_sentence in context.call((undefined(name='same_sentences') if l_0_same_sentences is missing else l_0_same_sentences), (undefined(name='one') if l_0_one is missing else l_0_one)):
            _loop_vars = {}
            pass
            yield '<p>'
            yield escape(l_1_sentence)
            yield '</p>'
        l_1_sentence = missing
    if ((environment.getattr((undefined(name='opinion') if l_0_opinion is missing else l_0_opinion), 'scope') == 'document') and environment.getattr(environment.getitem(environment.getattr((undefined(name='one') if l_0_one is missing else l_0_one), 'places'), 0), 'project')):
        pass
        yield '<p class="small"><span class="soft">所在\u3000</span>'
        yield escape(environment.getattr((undefined(name='one') if l_0_one is missing else l_0_one), 'where'))
        yield '。</p>'
    if (environment.getattr((undefined(name='one') if l_0_one is missing else l_0_one), 'notes') and (environment.getattr((undefined(name='opinion') if l_0_opinion is missing else l_0_opinion), 'scope') != 'document')):
        pass
        yield '<p class="small"><span class="soft">另：</span>'
        for l_1_note in environment.getattr((undefined(name='one') if l_0_one is missing else l_0_one), 'notes'):
            _loop_vars = {}
            pass
            yield escape(l_1_note)
        l_1_note = missing
        yield '</p>'
    if environment.getattr((undefined(name='opinion') if l_0_opinion is missing else l_0_opinion), 'advice'):
        pass
        yield '<p class="advice"><span class="soft">建议\u3000</span>'
        yield escape(environment.getattr((undefined(name='opinion') if l_0_opinion is missing else l_0_opinion), 'advice'))
        yield '</p>'
    if (environment.getattr((undefined(name='one') if l_0_one is missing else l_0_one), 'offered') and (environment.getattr((undefined(name='opinion') if l_0_opinion is missing else l_0_opinion), 'scope') != 'document')):
        pass
        yield '<p class="advice small"><span class="soft">示例\u3000</span>'
        yield escape(environment.getattr((undefined(name='one') if l_0_one is missing else l_0_one), 'offered'))
        yield '。</p>'
    if (environment.getattr((undefined(name='opinion') if l_0_opinion is missing else l_0_opinion), 'scope') not in ('document', 'group')):
        pass
        for l_1_advice in environment.getattr((undefined(name='one') if l_0_one is missing else l_0_one), 'notes_advice'):
            _loop_vars = {}
            pass
            yield '<p class="advice small"><span class="soft">另\u3000</span>'
            yield escape(l_1_advice)
            yield '</p>'
        l_1_advice = missing
    yield '<p class="standard small">'
    yield escape(environment.getattr((undefined(name='opinion') if l_0_opinion is missing else l_0_opinion), 'standard'))
    yield '</p>'

blocks = {}
debug_info = '1=15&2=17&3=26&4=31&5=40&6=45&7=50&8=60'