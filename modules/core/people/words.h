/* words: names taken apart, for finding them as people type them. For this module only. */
#pragma once
#include "base/base.h"

struct texts;

enum { NAME_WORDS = 8, KEPT_WORDS = 16, WORD_BYTES = 24, WORDS_NEAR = 100 };

size_t words_typed(arena *a, str typed, str words[NAME_WORDS]); /* as search keys, cut to what is kept */
size_t words_kept(str kept, str words[KEPT_WORDS]);             /* of name_words(), which person.folded holds */
/* Inside db_write: words by which that person is found in his unit; kept: name_words() of the name. */
MUST_USE err name_words_keep(struct ctx *c, int64_t person, opt_int unit, str kept, str name_key);
str word_sound(arena *a, str word); /* words that many pronounce alike have one: trung, chung; ly, li; son, xon */
/* What was meant when an input method was off or doubled: "nguyeenx" and "nguye6n4" are nguyen. Empty: nothing like that. */
str word_untyped(arena *a, str word);
/* The known words that differ from it by one letter wrong, missing, too much or two exchanged, or sound like it. */
MUST_USE err words_near(struct ctx *c, str word, struct texts *out);
MUST_USE err people_init(struct ctx *c);
MUST_USE err people_rekey(struct ctx *c, str argument); /* job: words of names made anew */
