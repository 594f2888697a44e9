-- uses dossiers units
-- The register of a period (Mẫu 07).

-- query book_rows(unit int, until int, after_at int, after_id int, n int) many
select d.id, d.code, d.procedure_name, d.applicant_name, d.applicant_address, d.applicant_phone, k.full_name as competent_name,
	d.received_at as "taken_in_at int", d.due_at, d.extended_from, d.returned_at, d.result_by, d.taken_by, d.status, 0 as "number int",
	(select cast(coalesce(sum(handed_originals), 0) as bigint) from dossier_component where id between d.id * 65536 and d.id * 65536 + 65535) as "originals int",
	(select cast(coalesce(sum(handed_copies), 0) as bigint) from dossier_component where id between d.id * 65536 and d.id * 65536 + 65535) as "copies int",
	(select count(*) from dossier_file f where f.dossier_id = d.id and f.kind <> 'result' and d.account_id is not null)
		+ (case when d.account_id is not null and d.answers <> '' then 1 else 0 end) as "files int"
from dossier d join unit_name k on k.id = d.competent_unit_id
where d.receiving_unit_id = :unit and d.received_at is not null and d.received_at < :until and (d.received_at, d.id) > (:after_at, :after_id)
order by d.received_at, d.id limit :n

-- query book_before(unit int, since int, at int, id int) one
select count(*) as "total int" from dossier
where receiving_unit_id = :unit and received_at is not null and received_at >= :since and (received_at, id) < (:at, :id)

-- query book_unit(id int) one
select name, full_name from unit_name where id = :id
