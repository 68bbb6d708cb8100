# Tries to leave an error handler and a codec behind.
# Expect: ALLOWED
# Plain: without the prelude.
import codecs
codecs.register(lambda name: None)
codecs.register_error('backslashreplace', lambda e: ('?', e.end))
codecs.register_error('strict', lambda e: ('?', e.end))
