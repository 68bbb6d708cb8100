changes = context.get('changes', {}).get('purchaseOrderLines', {})
going_to = changes.get('status', {}).get('new')
if going_to == 'requested' and context['lines'][0].get('needDate') is None:
    raise ValidationError()
