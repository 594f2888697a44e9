-- uses web units people access procedures files dossiers
-- query tamper_detail(id int, detail text) change
update audit set detail = :detail where id = :id
-- query tamper_entry(id int, part text, there int) change
update audit set
	unit_id = unit_id + case when :part = 'unit' then :there else 0 end,
	happened_at = happened_at + case when :part = 'at' then :there else 0 end,
	actor_id = actor_id + case when :part = 'actor' then :there else 0 end,
	behalf_id = behalf_id + case when :part = 'behalf' then :there else 0 end,
	object_id = object_id + case when :part = 'object' then :there else 0 end,
	action = case when :part <> 'action' then action when :there > 0 then 'x' || action else substr(action, 2) end,
	object_kind = case when :part <> 'kind' then object_kind when :there > 0 then 'x' || object_kind else substr(object_kind, 2) end,
	detail = case when :part <> 'detail' then detail when :there > 0 then 'x' || detail else substr(detail, 2) end,
	request_id = case when :part <> 'request' then request_id when :there > 0 then 'x' || request_id else substr(request_id, 2) end,
	previous = case when :part <> 'previous' then previous when :there > 0 then 'x' || previous else substr(previous, 2) end
where id = :id
-- query tamper_remove(id int) change
delete from audit where id = :id
-- query tamper_supplement_rule(dossier int, rule text) change
update dossier set supplement_rule = :rule where id = :dossier
-- query tamper_due() run
update dossier_due set due_at = due_at + 60000000 where dossier_id = (select min(dossier_id) from dossier_due)
-- query tamper_step() run
update dossier_step set ended_at = started_at where id between (select min(id) from dossier_step) and (select min(id) + 100 from dossier_step)
-- query tamper_paper() run
update dossier_paper_counter set last = last + 1 where unit_id = (select min(unit_id) from dossier_paper_counter)
-- query tamper_kind(dossier int, number int, kind text) change
update dossier_step set kind = :kind where id = :dossier * 65536 + :number
-- query tamper_actions(dossier int, number int, actions text) change
update dossier_step set actions = :actions where id = :dossier * 65536 + :number
-- query tamper_term(dossier int, unit text, amount int) change
update dossier set term_unit = :unit, term_amount = :amount where id = :dossier
-- query tamper_unclock(dossier int, at int) change
update dossier set answer_due_at = null, step_at = :at where id = :dossier
-- query tamper_unsettled(account int) change
update account set settled_at = null where id = :account
