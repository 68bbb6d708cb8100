total = 0
for line in context['lines']:
    total += line['quantity'] * line['price']
    if line['quantity'] < 0:
        raise ValidationError(f"Line {line['id']}: the quantity is negative")
print(f'{len(context["lines"])} lines, {total:.2f} in all')
if total > 1_000_000:
    raise ValidationWarning('Needs a second approval')
