-- What a law or a person can change is kept with the days on which it holds: from valid_from until valid_to, the first day no longer, or nobody
-- knows. Which day is asked for, a query is told; no query asks a clock.

-- part not_ended(it, day)
(it.valid_to is null or it.valid_to > day)
-- part valid(it, day)
(it.valid_from <= day and {not_ended(it, day)})
