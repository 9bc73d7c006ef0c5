/* An item's form as rows of a table of elements, so that differences of forms are found like those of materials. */
#pragma once
#include "catalogue/elements.h"

extern const struct element differ_form_fields; /* ELEMENT_ROWS with the columns of a field */

/* The entries of a form definition (forms/forms.h), each with the words of its kind and of its group: an array in the arena. */
const json_t *differ_form_rows(struct arena *a, const json_t *form);
