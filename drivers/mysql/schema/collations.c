/* collations.c: which collation a character set has where none is said.  MySQL prints it or not, as it was said or came with
 * CONVERT TO: what it means is the same, and no clause leads from one to the other. */
#include <string.h>

#include "kinds.h"

/* All others have that which ends in _general_ci. */
static const char *const usual[] = {
	"utf8mb4_0900_ai_ci", "latin1_swedish_ci",   "big5_chinese_ci",  "gb2312_chinese_ci",
	"gbk_chinese_ci",     "gb18030_chinese_ci",  "sjis_japanese_ci", "ujis_japanese_ci",
	"cp932_japanese_ci",  "eucjpms_japanese_ci", "euckr_korean_ci",  "tis620_thai_ci",
	"hp8_english_ci",     "dec8_swedish_ci",     "swe7_swedish_ci",
};

static bool is_text(struct sqlembic_span span, const char *text)
{
	return span.len == strlen(text) && memcmp(span.ptr, text, span.len) == 0;
}

bool mysqldb_collation_is_usual(struct sqlembic_span charset, struct sqlembic_span collation)
{
	static const char general[] = "general_ci";
	const size_t n = charset.len;
	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++)
		if (strlen(usual[i]) > n && usual[i][n] == '_' && memcmp(usual[i], charset.ptr, n) == 0)
			return is_text(collation, usual[i]);
	const struct sqlembic_span end = { collation.ptr + n + 1,
					   collation.len > n ? collation.len - n - 1 : 0 };
	return collation.len > n && memcmp(collation.ptr, charset.ptr, n) == 0 && is_text(end, general);
}
