-- uses units people access procedures files eforms dossiers
-- migrate
create table result_draft (
	dossier_id integer primary key references dossier,
	template   text not null,
	fields     text not null, -- JSON object
	number     text not null,
	signed_on  text not null,
	version    integer not null,
	account_id integer not null references account,
	changed_at integer not null,
	issued_at  integer -- when it became the dossier's result
);

-- query result_dossier(id int) maybe
select d.id, d.code, d.procedure_code, d.holder_unit_id, d.status, d.step, d.eform_id, d.answers, d.applicant_name, d.applicant_number,
	d.applicant_birth_on, d.applicant_address, u.full_name as unit_name, u.name as unit_place, p.full_name as "province_name text?"
from dossier d join unit u on u.id = d.competent_unit_id left join unit p on p.id = u.parent_id where d.id = :id

-- query result_draft_of(dossier int) maybe
select r.template, r.fields, r.number, r.signed_on, r.version, r.changed_at, r.issued_at, a.name as changed_by
from result_draft r join account a on a.id = r.account_id where r.dossier_id = :dossier

-- query result_draft_add(dossier int, template text, fields text, number text, signed_on text, account int, now int) run
insert into result_draft (dossier_id, template, fields, number, signed_on, version, account_id, changed_at)
values (:dossier, :template, :fields, :number, :signed_on, 1, :account, :now)

-- query result_draft_change(dossier int, version int, template text, fields text, number text, signed_on text, account int, now int) change
update result_draft set template = :template, fields = :fields, number = :number, signed_on = :signed_on, version = version + 1,
	account_id = :account, changed_at = :now where dossier_id = :dossier and version = :version

-- query result_draft_issue(dossier int, now int) change
update result_draft set issued_at = :now where dossier_id = :dossier

-- query result_draft_drop(dossier int) change
delete from result_draft where dossier_id = :dossier

-- query result_signer(unit int, account int, today text) maybe
select a.name, p.title from position p join account a on a.id = p.account_id
where p.account_id = :account and p.unit_id = :unit and p.valid_from <= :today and (p.valid_to is null or p.valid_to > :today) limit 1

-- query result_drafts_after(dossier int) many
select dossier_id, template, fields from result_draft where dossier_id > :dossier order by dossier_id limit 1000
