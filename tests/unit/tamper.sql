-- uses web
-- query tamper_detail(id int, detail text) change
update audit set detail = :detail where id = :id
-- query tamper_remove(id int) change
delete from audit where id = :id
