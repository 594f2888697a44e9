-- uses units people access
-- What another module sees through the views of access.
-- query seen_officers(unit int, on_day text) many
select account_id from officer_on(:on_day) where unit_id = :unit and role = 'leader' order by account_id
-- query seen_positions(unit int, on_day text) many
select account_id from position_on(:on_day) where unit_id = :unit and role = 'leader' order by account_id
-- query seen_applicant(account int) one
select level, coalesce(proved_number, '') as "proved text", coalesce(personal_number, '') as "number text", coalesce(address, '') as "address text"
from account_applicant where id = :account
