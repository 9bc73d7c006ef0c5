/* The form of an item for those who are not filling it in on a page: as data, and on paper. */
#pragma once
#include "catalogue/catalogue.h"

extern const struct shape form_shape;
enum err form_json(struct req *r); /* JSON Schema of the answers, with the layout: forms/forms.h */
enum err form_pdf(struct req *r);  /* the blank form, to be filled in by hand */
