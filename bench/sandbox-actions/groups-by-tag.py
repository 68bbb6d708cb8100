import json
from collections import Counter, defaultdict


def is_open(line):
    return line['status'] in {'requested', 'approved'}


by_tag = defaultdict(list)
for line in filter(is_open, context['lines']):
    for tag in line['tags']:
        by_tag[tag].append(line['id'])

counts = Counter({tag: len(ids) for tag, ids in by_tag.items()})
for tag, count in counts.most_common(3):
    print(f'{tag}: {count}')

summary = {
    'open': sum(1 for line in context['lines'] if is_open(line)),
    'tags': sorted(by_tag),
}
print(json.dumps(summary))

if summary['open'] > 10_000:
    raise ValidationError('Too many open lines')
