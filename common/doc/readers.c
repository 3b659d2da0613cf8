#include "read/reader.h"

#include "text/text.h"
#include "read/tsv.h"
#include "rs/rs.h"
#include "words/pdf.h"
#include "words/spaced.h"
#include "words/words.h"
#include "xlsx/xlsx.h"

/* The newcomer's place: one line a reader. */
const struct reader *const readers[] = {
    &tsv_reader,
    &rs_reader,
    &xlsx_reader,
    &words_reader,
    &pdf_reader,
    &spaced_reader,
    &text_reader,
    NULL,
};
