-- uses db units people access procedures files eforms dossiers
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
-- migrate
create table result_number ( -- the registers: a number is one result's, by unit, kind and year
	dossier_id integer primary key references dossier,
	unit_id    integer not null references unit,
	kind       text not null, -- of the template
	year       integer not null,
	number     integer not null,
	given_at   integer not null,
	account_id integer not null references account
);
create unique index result_number_order on result_number (unit_id, kind, year, number);
-- what was issued before there were registers: "15", "15/2026"
insert into result_number (dossier_id, unit_id, kind, year, number, given_at, account_id)
with recursive count_up (n) as (select 1 union all select n + 1 from count_up where n < 2000)
select r.dossier_id, d.competent_unit_id, r.template, cast(substr(r.signed_on, 1, 4) as integer), n, r.issued_at, r.account_id
from result_draft r join dossier d on d.id = r.dossier_id
	join count_up on r.number in (cast(n as text), '0' || cast(n as text), cast(n as text) || '/' || substr(r.signed_on, 1, 4))
where r.issued_at is not null and substr(r.signed_on, 1, 4) between '2000' and '2999' and r.template <> 'dang-ky-ho-kinh-doanh'
order by r.issued_at
on conflict do nothing;

-- query result_dossier(id int) maybe
select d.id, d.code, d.procedure_code, d.holder_unit_id, d.competent_unit_id, d.status, d.step, d.eform_id, d.answers, d.applicant_name, d.applicant_number,
	d.applicant_birth_on, d.applicant_address, u.full_name as unit_name, u.name as unit_place, p.full_name as "province_name text?"
from dossier_content d join unit_name u on u.id = d.competent_unit_id left join unit_name p on p.id = u.parent_id where d.id = :id

-- query result_draft_of(dossier int) maybe
select r.template, r.fields, r.number, r.signed_on, r.version, r.changed_at, r.issued_at, a.name as changed_by
from result_draft r join account_name a on a.id = r.account_id where r.dossier_id = :dossier

-- query result_draft_add(dossier int, template text, fields text, number text, signed_on text, account int, now int) run
insert into result_draft (dossier_id, template, fields, number, signed_on, version, account_id, changed_at)
values (:dossier, :template, :fields, :number, :signed_on, 1, :account, :now)

-- query result_draft_change(dossier int, version int, template text, fields text, number text, signed_on text, account int,
--     now int) change
update result_draft set template = :template, fields = :fields, number = :number, signed_on = :signed_on, version = version + 1,
	account_id = :account, changed_at = :now where dossier_id = :dossier and version = :version

-- query result_draft_issue(dossier int, number text, signed_on text, now int) change
update result_draft set number = :number, signed_on = :signed_on, issued_at = :now where dossier_id = :dossier

-- ---- registers ----

-- query result_number_of(dossier int) maybe
select kind, year, number from result_number where dossier_id = :dossier

-- query result_number_last(unit int, kind text, year int) one
select coalesce(max(number), 0) as "last int" from result_number where unit_id = :unit and kind = :kind and year = :year

-- query result_number_holder(unit int, kind text, year int, number int) maybe
select d.code from result_number r join dossier_content d on d.id = r.dossier_id
where r.unit_id = :unit and r.kind = :kind and r.year = :year and r.number = :number

-- query result_number_give(dossier int, unit int, kind text, year int, number int, now int, account int) run
insert into result_number (dossier_id, unit_id, kind, year, number, given_at, account_id)
values (:dossier, :unit, :kind, :year, :number, :now, :account)

-- query result_number_free(dossier int) run
delete from result_number where dossier_id = :dossier

-- query result_register(unit int, kind text, year int, before int, n int) many
select r.number, r.dossier_id, d.code, d.applicant_name, r.given_at, a.name as account_name, f.signed_on, f.issued_at, 0 as "free_from int",
	0 as "free_to int"
from result_number r join dossier_content d on d.id = r.dossier_id join account_name a on a.id = r.account_id join result_draft f on f.dossier_id = r.dossier_id
where r.unit_id = :unit and r.kind = :kind and r.year = :year and r.number < :before order by r.number desc limit :n

-- query result_draft_drop(dossier int) change
delete from result_draft where dossier_id = :dossier

-- query result_signer(unit int, account int, today text) maybe
select name, title from officer_on(:today) where account_id = :account and unit_id = :unit limit 1

-- query result_drafts_after(dossier int) many
select dossier_id, template, fields from result_draft where dossier_id > :dossier order by dossier_id limit 1000
