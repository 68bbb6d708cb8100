from datetime import date, timedelta

latest = date.today() + timedelta(days=400)
late = {}
for line in context['lines']:
    day = date.fromisoformat(line['dueDate'])
    if day > latest:
        late.setdefault(day.isoformat(), []).append(line['id'])
for day in sorted(late):
    print(day, late[day])
if late:
    raise ValidationWarning(f'{len(late)} days are too far away')
