-- Permissions on records name an operation and a type; those on logs and actions are finer. What a group allowed before,
-- it still allows: reading records and actions was everybody's, so every role that exists gets the groups for it.
update permission_group g set etag = gen_random_uuid()::text, updated_at = now(), permissions = (
  select jsonb_agg(distinct now_called order by now_called)
  from jsonb_array_elements_text(g.permissions) as called
  cross join lateral unnest(case called
    when 'CHANGE_RECORDS' then array['READ *', 'CREATE *', 'UPDATE *', 'DELETE *']
    when 'EDIT_ACTIONS' then array['SEE_ACTIONS', 'EDIT_ACTIONS', 'ENABLE_ACTIONS']
    when 'SEE_LOGS' then array['SEE_LOGS', 'SEE_CONTEXTS', 'DOWNLOAD_LOGS']
    else array[called]
  end) as now_called
)
where jsonb_typeof(g.permissions) = 'array' and jsonb_array_length(g.permissions) > 0;

update permission_group set permissions = permissions || '["SEE_SENSITIVE *"]' where name = 'Administrators';

insert into permission_group (etag, name, permissions) values
  (gen_random_uuid(), 'RecordReaders', '["READ *"]'),
  (gen_random_uuid(), 'ActionReaders', '["SEE_ACTIONS"]'),
  (gen_random_uuid(), 'SensitiveReaders', '["SEE_SENSITIVE *"]')
on conflict on constraint permission_group_name_key do nothing;

insert into role_permission_group (role_id, permission_group_id)
select role.id, permission_group.id from role cross join permission_group
where permission_group.name in ('RecordReaders', 'ActionReaders') and role.name <> 'admin'
on conflict do nothing;

update role set description = 'Admin: may do everything', etag = gen_random_uuid()::text
where name = 'admin' and description = 'May do everything';
