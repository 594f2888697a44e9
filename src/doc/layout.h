/* layout: a paper as data. What stands on it, line by line, with places for values: official forms (catalogue/layouts) and results
 * (catalogue/results) are written in one small language, so that a form of the law is a file, not a program.
 *
 *	# a comment
 *	@code Mẫu CT01                    in the corner, small
 *	@nation                           the national name and motto with their rule
 *	@state ABOVE | AGENCY | Số: .. | place and date     the head of a document of an authority; parts may be empty
 *	@title TỜ KHAI ..  @subtitle (..)  @to Kính gửi: {addressee}  @heading A. PHẦN ..   @centre ..  @bold .. (centred)  @right ..  @place ..(right half)
 *	@para ..                          justified, first line indented        @note .. small italics
 *	@more                             what was said and has no place on this paper
 *	@space 6    @rule 120    @page    @keep .. @end (stays on one page)
 *	@widths 40 30 30                  of the cells of the next line
 *	Giới tính: {sex} | Dân tộc: {ethnicity}...          a line; " | " parts it into cells; a closing "..." is a dotted leader
 *	@if sex=male,female    @unless sex    @end          named: filled (yes_no: yes)
 *	@if blank    @unless blank    @end                  only on an empty form, to be filled in by hand; only on a filled one
 *	@each children .. @end            once a row of a repeated section; {#} is its number
 *	@table children 3 / 8 | TT | {#} / 40 | Họ và tên | {name} / @end           width, heading, cell; 3: rows at least, on an empty form
 *	@sign / NGƯỜI KHAI | (Ký, ghi rõ họ tên) | {applicant.name} / - / @end      up to three columns; "-": an empty one; "Nơi nhận: | - A; - B."
 *	stands at the left, a line each
 *
 * {name} is a value, dots when there is none; {name|upper}, lower, words (a date or number in words), day, month, year, spaced (digits one
 * by one) change it; {name:30} so many dots. [name=value] is a box that is ticked when it is so, [name] when name is filled. */
#pragma once
#include "doc.h"

struct layout;
/* Reads strictly. Everything of *out lives in `a`. INVALID names the line: "dòng 12: không có chỉ dẫn “@tittle”". */
MUST_USE err layout_read(struct ctx *c, arena *a, str text, struct layout **out);

struct layout_value {
	str text;        /* as people read it; empty: not filled */
	str value;       /* what [name=value] compares: the value of a choice, "1" or "0", an ISO date */
	const str *list; /* .. or of several choices */
	size_t n;
	bool bare; /* in plain letters: words of the paper, not an answer */
};
struct layout_source {
	void *of;
	/* section: empty, or the repeated one whose row is being written. False: there is no such name. */
	bool (*get)(void *of, str section, size_t row, str name, struct layout_value *out);
	bool (*rows)(void *of, str section, size_t *n); /* false: there is no such section */
	void (*more)(void *of, struct pdf *p); /* what the layout has no place for: at its @more, else at the end; may be NULL */
	bool blank;                            /* to be filled in by hand: every @if, no @unless */
	double gap;                            /* more room between the lines, points */
};
/* Every name that the layout uses is known. INVALID names the line and the name. */
MUST_USE err layout_check(struct ctx *c, const struct layout *l, const struct layout_source *s);
void layout_write(struct ctx *c, struct pdf *p, const struct layout *l, const struct layout_source *s);
bool layout_names(const struct layout *l, str section, str name); /* does it have a place for it? */
