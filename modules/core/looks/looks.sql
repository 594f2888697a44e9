-- uses web units access

-- query looks_about(subject text, me int, from int, before int, before_id int, most int) many
select l.audit_id as id, l.happened_at, l.unit_id, u.full_name as "unit_name text?", l.object_kind, l.object_id, l.detail
from look_about l left join unit_name u on u.id = l.unit_id
where l.subject = :subject and l.happened_at >= :from and (l.happened_at, l.audit_id) < (:before, :before_id) and l.actor_id <> :me
order by l.happened_at desc, l.audit_id desc limit :most

-- query look_reader(account int) one
select person_id, proved_number from account_applicant where id = :account
