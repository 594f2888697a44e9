-- uses units

-- query organisation_hamlets_on(unit int, on_day text, words text, after text, after_id int, max int) many
select id, kind, name, note, valid_from, valid_to, legal_basis from hamlet_on(:on_day)
where unit_id = :unit and (folded, id) > (:after, :after_id)
	and folded like '%' || :words || '%'
order by folded, id limit :max

-- query organisation_hamlet(id int, unit int) one
select id, kind, name, note, valid_from, valid_to, legal_basis from hamlet_public where id = :id and unit_id = :unit

-- query organisation_hamlet_named(unit int, kind text, folded text, note text) maybe
select id, valid_from, legal_basis from hamlet_public
where unit_id = :unit and folded = :folded and kind = :kind and note = :note and valid_to is null order by id limit 1
