// What a browser adds; every page works without it. Each part finds its own elements by a data attribute of a template.
import { cards } from "./card.js";
import { combos } from "./combo.js";
import { dates } from "./dates.js";
import { drafts } from "./drafts.js";
import { eforms } from "./eform.js";
import { files } from "./files.js";
import { forms } from "./forms.js";
import { intake } from "./intake.js";
import { keys } from "./keys.js";
import { look } from "./look.js";
import { maps } from "./maps.js";
import { months } from "./months.js";
import { small } from "./small.js";

for (const part of [look, small, cards, forms, dates, eforms, files, combos, intake, maps, months, keys, drafts]) part();
