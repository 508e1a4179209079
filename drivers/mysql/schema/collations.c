/* collations.c: which collation a character set has where none is said.  MySQL prints it or not, as it was said or came with
 * CONVERT TO: what it means is the same, and no clause leads from one to the other. */
#include <string.h>

#include "kinds.h"

/* All others have that which ends in _general_ci. */
static const char *const usual[] = {
	"utf8mb4_0900_ai_ci",
	"latin1_swedish_ci",
	"big5_chinese_ci",
	"gb2312_chinese_ci",
	"gbk_chinese_ci",
	"gb18030_chinese_ci",
	"sjis_japanese_ci",
	"ujis_japanese_ci",
	"cp932_japanese_ci",
	"eucjpms_japanese_ci",
	"euckr_korean_ci",
	"tis620_thai_ci",
	"latin5_turkish_ci",
	"hp8_english_ci",
	"dec8_swedish_ci",
	"swe7_swedish_ci",
	"binary",
};

void mysqldb_collation_add_usual(struct sqlembic_buf *out, struct sqlembic_span charset)
{
	const size_t n = charset.len;
	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++)
		if (strncmp(usual[i], charset.ptr, n) == 0 && (usual[i][n] == '_' || !usual[i][n])) {
			sqlembic_buf_puts(out, usual[i]);
			return;
		}
	sqlembic_buf_printf(out, "%.*s_general_ci", (int)n, charset.ptr);
}
