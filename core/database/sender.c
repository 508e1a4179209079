/* sender.c: see sender.h.  A statement that is too long for a parcel goes alone, from the scanner's own buffer. */
#include "database/sender.h"

#include "base/hash.h"
#include "sqlembic/clock.h"
#include "sqlembic/error.h"

/* What the server refuses inside of a transaction, it refuses behind others in one message, too. */
static int send_apart(struct parcel *parcel, const struct statement *statement, struct sqlembic_error *err)
{
	int rc = parcel_send(parcel, err);
	if (rc == 0)
		rc = parcel_add_statement(parcel, statement, NULL, err);
	return rc == 0 ? parcel_send(parcel, err) : rc;
}

static int send_statement(const struct sender *sender, const struct statement *statement,
			  struct sqlembic_error *err)
{
	struct parcel *parcel = sender->parcel;
	if (statement->classes & SQLEMBIC_CLASS_NO_TXN && statement->text.len < PARCEL_BYTES)
		return send_apart(parcel, statement, err);
	if (!statement->has_copy_data && parcel_fits(parcel, statement))
		return parcel_add_statement(parcel, statement, NULL, err);
	int rc = parcel_send(parcel, err);
	if (rc < 0)
		return rc;
	if (!statement->has_copy_data && parcel_fits(parcel, statement))
		return parcel_add_statement(parcel, statement, NULL, err);
	return parcel_send_alone(parcel, sender->scan, statement, NULL, err);
}

static int send_timed(const struct sender *sender, const struct statement *statement,
		      struct sqlembic_error *err)
{
	/* Data of COPY take the place of the statement's text. */
	struct sqlembic_buf words = SQLEMBIC_BUF_INIT;
	scan_words_show(&words, sender->scan, statement->sql);
	const size_t number = statement->number;
	long long began = sqlembic_clock_us();
	int rc = send_statement(sender, statement, err);
	if (rc == 0)
		rc = parcel_send(sender->parcel, err);
	if (rc == 0)
		rc = sender->timed(sender->payload, number, sqlembic_buf_text(&words),
				   (double)(sqlembic_clock_us() - began) / 1000.0, err);
	sqlembic_buf_release(&words);
	return rc;
}

int sender_run(const struct sender *sender, size_t *statements, char checksum[HASH_TEXT_SIZE],
	       struct sqlembic_error *err)
{
	struct statement statement;
	struct hash hash;
	int rc;
	*statements = 0;
	hash_init(&hash);
	while ((rc = scan_next(sender->scan, &statement, err)) > 0) {
		const struct sqlembic_span written = statement.sql;
		*statements = statement.number;
		if (sender->adapt && (rc = sender->adapt(sender->payload, &statement, err)) < 0)
			break;
		if (sender->leaves_out && sender->leaves_out(sender->payload, &statement))
			continue;
		hash_statement(&hash, written);
		rc = sender->timed ? send_timed(sender, &statement, err)
				   : send_statement(sender, &statement, err);
		if (rc < 0)
			break;
		if (caller_is_cancelled(sender->caller)) {
			rc = sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
			break;
		}
	}
	hash_text(&hash, checksum);
	return rc;
}
