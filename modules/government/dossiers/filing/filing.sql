-- uses units access procedures
-- What filing asks of other modules: which units receive, what a procedure wants, who the applicant is.

-- query dossier_receiving_units(today text) many
select u.id, u.full_name, p.full_name as "province_name text?" from unit_name u left join unit_name p on p.id = u.parent_id
where u.id in (select unit_id from position_on(:today) where role = 'reception')
order by p.full_name, u.name, u.id limit 4000

-- query dossier_offering_units(today text, code text) many like dossier_receiving_units
select u.id, u.full_name, p.full_name as "province_name text?" from unit_name u left join unit_name p on p.id = u.parent_id
where u.id in (select unit_id from position_on(:today) where role = 'reception')
	and not exists (select 1 from procedure_offered g where g.unit_id = u.id and g.code = :code and g.is_posted = 0)
order by p.full_name, u.name, u.id limit 4000

-- query dossier_receiving_unit(id int, today text) maybe
select u.id, u.full_name, u.agency_code from unit_name u where u.id = :id and exists
	(select 1 from position_on(:today) where unit_id = :id and role = 'reception')

-- query dossier_same_province(one int, other int) maybe
select a.id from unit_name a join unit_name b on b.parent_id = a.parent_id where a.id = :one and b.id = :other

-- query filing_procedure(id int) one
select id, code, name, field, fee_note from procedure_name where id = :id

-- query filing_components(procedure int) many
select number, grouping, name, form_name, originals, copies from procedure_wants where procedure_id = :procedure order by number limit 200

-- query dossier_wanted(procedure int) many ahead
select number, name, originals, copies from procedure_wants where procedure_id = :procedure order by number limit 500

-- query applicant_prefill(account int) maybe
select name, phone, email, personal_number as "personal_number text?", birth_on as "birth_on text?", address as "address text?", unit_id as "unit_id int?"
from account_applicant where id = :account

-- query dossier_applicant_level(account int) maybe
select level, coalesce(proved_number, '') as "number text" from account_applicant where id = :account
