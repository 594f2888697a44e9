-- uses web units access
-- What one unit looked at of a person, the newest first.
-- query govstack_looks(subject text, unit int) many
select l.audit_id as id, l.happened_at, l.actor_id, n.name as "actor_name text?", l.unit_id, u.full_name as "unit_name text?", l.object_kind, l.object_id
from look_about l left join unit_name u on u.id = l.unit_id left join account_name n on n.id = l.actor_id
where l.subject = :subject and l.unit_id = :unit order by l.happened_at desc, l.audit_id desc limit 100
