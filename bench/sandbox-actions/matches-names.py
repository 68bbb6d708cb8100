import re

pattern = re.compile(r'^[A-Z]{2}-\d+$')
wrong = [line['partNumber'] for line in context['lines'] if not pattern.match(line['partNumber'])]
if wrong:
    print('wrong:', wrong)
    raise ValidationError('Part numbers look like AB-123; these do not: ' + ', '.join(wrong))
