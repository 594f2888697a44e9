-- uses units access procedures dossiers
-- migrate
create table dossier_rating (
	id              integer primary key,
	dossier_id      integer not null unique references dossier,
	unit_id         integer not null references unit,    -- that decided
	officer_id      integer not null,                    -- who proposed the result; 0 = nobody known
	procedure_code  text not null,
	month           text not null,                       -- of the rating: '2026-11'
	level           integer not null check (level between 1 and 3),
	comment         text not null,
	time_score      integer,                             -- points; null = not answered
	unit_time_score integer,
	contact_score   integer,
	agency_score    integer,
	attitude_score  integer,
	time_answer     text not null,
	attitude_answer text not null,
	punctual        integer not null,                    -- points for time by the dossier itself
	complaint       text not null check (complaint in ('none', 'made', 'upheld', 'untrue')),
	review_note     text not null default '',
	reviewer_id     integer references account,
	rated_at        integer not null,
	changed_at      integer not null
);
create index dossier_rating_unit on dossier_rating (unit_id, rated_at, id);
create index dossier_rating_level on dossier_rating (unit_id, level, rated_at, id);
create table rating_tally (
	unit_id         integer not null references unit,
	kind            text not null check (kind in ('unit', 'officer', 'procedure')),
	month           text not null,
	officer_id      integer not null, -- 0 but for officers
	procedure_code  text not null,    -- '' but for procedures
	total           integer not null,
	very_satisfied  integer not null,
	satisfied       integer not null,
	unhappy         integer not null,
	times           integer not null, -- how many have the index ..
	time_points     integer not null, -- .. and their points
	unit_times      integer not null,
	unit_time_points integer not null,
	contacts        integer not null,
	contact_points  integer not null,
	agencies        integer not null,
	agency_points   integer not null,
	attitudes       integer not null,
	attitude_points integer not null,
	primary key (unit_id, kind, month, officer_id, procedure_code)
);
create table rating_shared (
	unit_id    integer not null references unit,
	quarter    text not null,
	one_stop   integer not null check (one_stop between 0 and 2),
	publicity  integer not null check (publicity between 0 and 2),
	petitions  integer not null check (petitions between 0 and 2),
	online     integer not null check (online between 0 and 2),
	account_id integer not null references account,
	at         integer not null,
	primary key (unit_id, quarter)
);

-- migrate
create index dossier_rating_made on dossier_rating (unit_id, rated_at) where complaint = 'made';

-- query rated_dossier(id int) maybe
select d.id, d.code, d.secret, d.account_id, d.status, d.competent_unit_id as "unit_id int", d.procedure_code, d.procedure_name, u.full_name as unit_name,
	d.due_at, d.finished_at, d.returned_at
from dossier_judged d join unit_name u on u.id = d.competent_unit_id where d.id = :id

-- query rated_code(code text) maybe
select id, secret from dossier_judged where code = :code

-- query ratings_waiting(unit int) one
select count(*) as "total int", min(rated_at) as "oldest int?" from (
	select rated_at from dossier_rating where unit_id = :unit and complaint = 'made' order by rated_at limit 100) as made

-- query rating_title(id int) one
select d.code from dossier_rating r join dossier_judged d on d.id = r.dossier_id where r.id = :id

-- query rating_coded(code text) maybe
select r.id from dossier_rating r join dossier_judged d on d.id = r.dossier_id where d.code = :code

-- query rated_officer(dossier int, action text) maybe
select account_id as "id int" from dossier_act
where id between :dossier * 65536 and :dossier * 65536 + 65535 and action = :action and account_id is not null order by id desc limit 1

-- query rated_steps(dossier int) many
select due_at as "due_at int", ended_at as "ended_at int" from dossier_stage
where id between :dossier * 65536 and :dossier * 65536 + 65535 and kind <> 'return' and due_at is not null and ended_at is not null order by id limit 60

-- part rating_columns
id, unit_id, officer_id, procedure_code, month, level, comment, time_score, unit_time_score, contact_score, agency_score,
attitude_score,
time_answer, attitude_answer, punctual, complaint, rated_at, changed_at

-- query rating_of(dossier int) maybe
select {rating_columns}
from dossier_rating where dossier_id = :dossier

-- query rating_of_unit(id int, unit int) maybe like rating_of
select {rating_columns}
from dossier_rating where id = :id and unit_id = :unit

-- query rating_insert(dossier int, unit int, officer int, procedure text, month text, level int, comment text, time int?,
--     unit_time int?, contact int?, agency int?, attitude int?, time_answer text, attitude_answer text, punctual int,
--     complaint text, now int) one
insert into dossier_rating (dossier_id, unit_id, officer_id, procedure_code, month, level, comment, time_score, unit_time_score, contact_score,
	agency_score, attitude_score, time_answer, attitude_answer, punctual, complaint, rated_at, changed_at)
values (:dossier, :unit, :officer, :procedure, :month, :level, :comment, :time, :unit_time, :contact, :agency, :attitude, :time_answer,
	:attitude_answer, :punctual, :complaint, :now, :now)
returning id

-- query rating_change(id int, level int, comment text, time int?, contact int?, agency int?, attitude int?, time_answer text,
--     attitude_answer text, complaint text, now int) change
update dossier_rating set level = :level, comment = :comment, time_score = :time, contact_score = :contact, agency_score = :agency,
	attitude_score = :attitude, time_answer = :time_answer, attitude_answer = :attitude_answer, complaint = :complaint, changed_at = :now
where id = :id

-- query rating_judged(id int, complaint text, attitude int?, note text, reviewer int) change
update dossier_rating set complaint = :complaint, attitude_score = :attitude, review_note = :note, reviewer_id = :reviewer where id = :id

-- query rating_tally_add(unit int, kind text, month text, officer int, procedure text, total int+, very_satisfied int+,
--     satisfied int+, unhappy int+, times int+, time_points int+, unit_times int+, unit_time_points int+, contacts int+,
--     contact_points int+, agencies int+, agency_points int+, attitudes int+, attitude_points int+) run
insert into rating_tally (unit_id, kind, month, officer_id, procedure_code, total, very_satisfied, satisfied, unhappy, times, time_points, unit_times,
	unit_time_points, contacts, contact_points, agencies, agency_points, attitudes, attitude_points)
values (:unit, :kind, :month, :officer, :procedure, :total, :very_satisfied, :satisfied, :unhappy, :times, :time_points, :unit_times,
	:unit_time_points, :contacts, :contact_points, :agencies, :agency_points, :attitudes, :attitude_points)
on conflict (unit_id, kind, month, officer_id, procedure_code) do update set
	total = rating_tally.total + excluded.total, very_satisfied = rating_tally.very_satisfied + excluded.very_satisfied,
	satisfied = rating_tally.satisfied + excluded.satisfied, unhappy = rating_tally.unhappy + excluded.unhappy,
	times = rating_tally.times + excluded.times, time_points = rating_tally.time_points + excluded.time_points,
	unit_times = rating_tally.unit_times + excluded.unit_times, unit_time_points = rating_tally.unit_time_points + excluded.unit_time_points,
	contacts = rating_tally.contacts + excluded.contacts, contact_points = rating_tally.contact_points + excluded.contact_points,
	agencies = rating_tally.agencies + excluded.agencies, agency_points = rating_tally.agency_points + excluded.agency_points,
	attitudes = rating_tally.attitudes + excluded.attitudes, attitude_points = rating_tally.attitude_points + excluded.attitude_points

-- query rating_sums(unit int, from_month text, to_month text) many
select '' as "name text", coalesce(sum(total), 0) as "total int", coalesce(sum(very_satisfied), 0) as "very_satisfied int",
	coalesce(sum(satisfied), 0) as "satisfied int", coalesce(sum(unhappy), 0) as "unhappy int", coalesce(sum(times), 0) as "times int",
	coalesce(sum(time_points), 0) as "time_points int", coalesce(sum(unit_times), 0) as "unit_times int",
	coalesce(sum(unit_time_points), 0) as "unit_time_points int", coalesce(sum(contacts), 0) as "contacts int",
	coalesce(sum(contact_points), 0) as "contact_points int", coalesce(sum(agencies), 0) as "agencies int",
	coalesce(sum(agency_points), 0) as "agency_points int", coalesce(sum(attitudes), 0) as "attitudes int",
	coalesce(sum(attitude_points), 0) as "attitude_points int"
from rating_tally where unit_id = :unit and kind = 'unit' and month >= :from_month and month <= :to_month

-- query rating_by_month(unit int, from_month text, to_month text) many like rating_sums
select month as "name text", total, very_satisfied, satisfied, unhappy, times, time_points, unit_times, unit_time_points, contacts, contact_points,
	agencies, agency_points, attitudes, attitude_points
from rating_tally where unit_id = :unit and kind = 'unit' and month >= :from_month and month <= :to_month and total > 0 order by month desc

-- query rating_by_officer(unit int, from_month text, to_month text, n int) many like rating_sums
select coalesce(max(a.name), 'Chưa rõ người giải quyết') as "name text", sum(t.total) as "total int", sum(t.very_satisfied) as "very_satisfied int",
	sum(t.satisfied) as "satisfied int", sum(t.unhappy) as "unhappy int", sum(t.times) as "times int", sum(t.time_points) as "time_points int",
	sum(t.unit_times) as "unit_times int", sum(t.unit_time_points) as "unit_time_points int", sum(t.contacts) as "contacts int",
	sum(t.contact_points) as "contact_points int", sum(t.agencies) as "agencies int", sum(t.agency_points) as "agency_points int",
	sum(t.attitudes) as "attitudes int", sum(t.attitude_points) as "attitude_points int"
from rating_tally t left join account_name a on a.id = t.officer_id
where t.unit_id = :unit and t.kind = 'officer' and t.month >= :from_month and t.month <= :to_month
group by t.officer_id having sum(t.total) > 0 order by sum(t.total) desc, t.officer_id limit :n

-- query rating_by_procedure(unit int, from_month text, to_month text, n int) many like rating_sums
select coalesce((select p.name from procedure_name p where p.code = t.procedure_code order by p.valid_from desc limit 1), t.procedure_code) as "name text",
	sum(t.total) as "total int", sum(t.very_satisfied) as "very_satisfied int",
	sum(t.satisfied) as "satisfied int", sum(t.unhappy) as "unhappy int", sum(t.times) as "times int", sum(t.time_points) as "time_points int",
	sum(t.unit_times) as "unit_times int", sum(t.unit_time_points) as "unit_time_points int", sum(t.contacts) as "contacts int",
	sum(t.contact_points) as "contact_points int", sum(t.agencies) as "agencies int", sum(t.agency_points) as "agency_points int",
	sum(t.attitudes) as "attitudes int", sum(t.attitude_points) as "attitude_points int"
from rating_tally t
where t.unit_id = :unit and t.kind = 'procedure' and t.month >= :from_month and t.month <= :to_month
group by t.procedure_code having sum(t.total) > 0 order by sum(t.total) desc, t.procedure_code limit :n

-- part comment_columns
r.id, d.code, d.procedure_name, d.applicant_name, r.level, r.comment, r.complaint, r.review_note, a.name as "officer text?",
r.rated_at

-- query rating_comments(unit int, complaint text, since int, before_at int, before_id int, n int) many
select {comment_columns}
from dossier_rating r join dossier_judged d on d.id = r.dossier_id left join account_name a on a.id = r.officer_id
where r.unit_id = :unit and r.rated_at >= :since and (r.rated_at, r.id) < (:before_at, :before_id)
	and (:complaint = '' or r.complaint = :complaint) order by r.rated_at desc, r.id desc limit :n

-- query rating_comments_of_level(unit int, level int, complaint text, since int, before_at int, before_id int, n int) many like rating_comments
select {comment_columns}
from dossier_rating r join dossier_judged d on d.id = r.dossier_id left join account_name a on a.id = r.officer_id
where r.unit_id = :unit and r.level = :level and r.rated_at >= :since and (r.rated_at, r.id) < (:before_at, :before_id)
	and (:complaint = '' or r.complaint = :complaint) order by r.rated_at desc, r.id desc limit :n

-- query rating_leaders(unit int, today text) many
select distinct account_id from officer_on(:today) where unit_id = :unit and role = 'leader'

-- query rating_share_set(unit int, quarter text, one_stop int, publicity int, petitions int, online int, account int, now int) run
insert into rating_shared (unit_id, quarter, one_stop, publicity, petitions, online, account_id, at)
values (:unit, :quarter, :one_stop, :publicity, :petitions, :online, :account, :now)
on conflict (unit_id, quarter) do update set one_stop = excluded.one_stop, publicity = excluded.publicity, petitions = excluded.petitions,
	online = excluded.online, account_id = excluded.account_id, at = excluded.at

-- query rating_shares(unit int, from_quarter text, to_quarter text) many
select quarter, one_stop, publicity, petitions, online from rating_shared
where unit_id = :unit and quarter >= :from_quarter and quarter <= :to_quarter order by quarter

-- query ratings_each(after int) each
select id, unit_id, officer_id, procedure_code, month, level, time_score, unit_time_score, contact_score, agency_score, attitude_score
from dossier_rating where id > :after order by id

-- query rating_tallies_of(unit int, kind text, month text, officer int, procedure text) maybe
select total, very_satisfied, satisfied, unhappy, times, time_points, unit_times, unit_time_points, contacts, contact_points, agencies, agency_points,
	attitudes, attitude_points
from rating_tally where unit_id = :unit and kind = :kind and month = :month and officer_id = :officer and procedure_code = :procedure

-- query rating_tally_totals() many
select kind, sum(total) as "total int" from rating_tally group by kind order by kind

-- query rating_demo_units() many
select distinct unit_id as "id int" from dossier_waiting order by unit_id limit 100

-- query rating_demo_returned(unit int) many
select id, code, secret, account_id, returned_at from dossier_judged
where competent_unit_id = :unit and finished_at is not null and returned_at is not null order by finished_at desc, id desc limit 500

-- Measures: of whole months from what is kept, of single days counted.
-- query ratings_measured(units ints, since text, until text) many
select unit_id, cast(sum(total) as bigint) as "total int", cast(sum(very_satisfied) as bigint) as "very_satisfied int",
	cast(sum(satisfied) as bigint) as "satisfied int"
from rating_tally where unit_id in :units and kind = 'unit' and month >= :since and month <= :until group by unit_id order by unit_id

-- query ratings_measured_days(units ints, since int, until int) many like ratings_measured
select unit_id, count(*) as "total int", cast(sum(case when level = 3 then 1 else 0 end) as bigint) as "very_satisfied int",
	cast(sum(case when level = 2 then 1 else 0 end) as bigint) as "satisfied int"
from dossier_rating where unit_id in :units and rated_at >= :since and rated_at < :until group by unit_id order by unit_id
