/* Templates: what they fix has a norm, and an item that is aligned says what the template says and keeps what is its own. */
#include "small_world.h"
#include "base/str.h"
#include "registry/standards.h"

static int setup(void **state)
{
	*state = world_open(NULL);
	return 0;
}

static int teardown(void **state)
{
	world_close(*state);
	return 0;
}

#define USCC "113502050000000194"
#define CODES(base) "\"base_code\":\"" base "\",\"implementation_code\":\"" USCC "5" base "\",\"handling\":[{\"code\":\"" USCC "5" base "01\"},{\"code\":\"X\"}]"

static json_t *parsed(struct world *w, const char *text)
{
	json_t *v = json_parse(w->mem, text);
	if (!v)
		fail_msg("the test's own JSON should parse: %s", text);
	return v;
}

static void every_fixed_element_has_a_norm(void **state)
{
	(void)state;
	for (const struct element *e = elements; e->key; e++)
		if (e->flags & ELEMENT_STANDARD)
			assert_true(standards_norm_of(e->key) < NORM__MAX);
	assert_int_equal(standards_norm_of("materials.2.necessity"), NORM_MATERIALS);
	assert_int_equal(standards_norm_of("promised"), NORM_LIMITS);
}

static void aligned_items_do_not_depart(void **state)
{
	struct world *w = *state;
	const json_t *standard = parsed(w, "{\"code\":\"BZ\",\"name\":\"甲\",\"conditions\":[\"一\"],\"fees\":[],\"base_code\":\"352011008001\"}");
	const json_t *item = parsed(w, "{\"name\":\"乙\",\"refusal\":[\"二\"],\"local_code\":\"L\",\"consult_phone\":\"1\",\"keywords\":[\"丙\"]," CODES("352011008002") "}");
	json_t *made = standards_aligned(w->mem, standard, item);
	struct difference *all;
	struct tx *t = store_read(w->site.store, w->mem, &w->fault);
	assert_true(standards_deviations(t, standard, item, &all) >= 4);
	assert_int_equal(standards_deviations(t, standard, made, &all), 0);
	store_read_done(t);
	assert_null(json_object_get(made, "refusal"));
	assert_string_equal(json_get_text(made, "standard_code"), "BZ");
	assert_string_equal(json_get_text(made, "consult_phone"), "1");
	assert_string_equal(json_get_text(made, "local_code"), "L");
	assert_null(json_object_get(made, "code"));
	assert_string_equal(json_get_text(item, "name"), "乙");
}

static void codes_made_of_the_base_code_follow_it(void **state)
{
	struct world *w = *state;
	const json_t *standard = parsed(w, "{\"code\":\"BZ\",\"name\":\"甲\",\"base_code\":\"352011008001\"}");
	json_t *made = standards_aligned(w->mem, standard, parsed(w, "{\"local_code\":\"L\"," CODES("352011008002") "}"));
	const json_t *rows = json_object_get(made, "handling");
	assert_string_equal(json_get_text(made, "implementation_code"), USCC "5352011008001");
	assert_string_equal(json_get_text(json_array_get(rows, 0), "code"), USCC "535201100800101");
	assert_string_equal(json_get_text(json_array_get(rows, 1), "code"), "X");
}

/* Its code would change under it, and it would be another item. */
static void an_item_keeps_the_code_by_which_it_is_known(void **state)
{
	struct world *w = *state;
	const json_t *standard = parsed(w, "{\"code\":\"BZ\",\"name\":\"甲\",\"base_code\":\"352011008001\"}");
	json_t *made = standards_aligned(w->mem, standard, parsed(w, "{" CODES("352011008002") "}"));
	assert_string_equal(json_get_text(made, "base_code"), "352011008002");
	assert_string_equal(json_get_text(made, "implementation_code"), USCC "5352011008002");
	assert_string_equal(json_get_text(made, "name"), "甲");
}

static void a_template_says_only_what_it_fixes(void **state)
{
	struct world *w = *state;
	json_t *made = standards_template(w->mem, parsed(w, "{\"name\":\"甲\",\"consult_phone\":\"1\",\"local_code\":\"L\",\"conditions\":[\"一\"]}"), "BZ");
	assert_string_equal(json_get_text(made, "code"), "BZ");
	assert_string_equal(json_get_text(made, "name"), "甲");
	assert_int_equal(json_object_size(made), 3);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_fixed_element_has_a_norm), TEST(aligned_items_do_not_depart), TEST(codes_made_of_the_base_code_follow_it),
		TEST(an_item_keeps_the_code_by_which_it_is_known), TEST(a_template_says_only_what_it_fixes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
