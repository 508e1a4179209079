/* caching_sha2.c: the client's side of caching_sha2_password.  Connector/C has it as a module that it loads, and Debian's
 * archive of that library lacks it; a static program cannot count on loading anything. */
#include "caching_sha2.h"

#include <errmsg.h>
#include <mysql/plugin_auth.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <stdbool.h>
#include <string.h>

#define NONCE_LENGTH  20
#define DIGEST_LENGTH 32
#define CIPHER_MAX    1024

/* The server's answers to the digest, and the request for its key. */
#define IS_CACHED    0x03
#define WANTS_SECRET 0x04
#define REQUEST_KEY  0x02

typedef unsigned char byte;

static bool digest(byte out[DIGEST_LENGTH], const void *a, size_t a_length, const void *b, size_t b_length)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool done = context && EVP_DigestInit_ex(context, EVP_sha256(), NULL) &&
		    EVP_DigestUpdate(context, a, a_length) && EVP_DigestUpdate(context, b, b_length) &&
		    EVP_DigestFinal_ex(context, out, NULL);

	EVP_MD_CTX_free(context);
	return done;
}

/* SHA256(password) XOR SHA256(SHA256(SHA256(password)), nonce) */
static bool scramble(byte out[DIGEST_LENGTH], const char *password, const byte nonce[NONCE_LENGTH])
{
	byte once[DIGEST_LENGTH], twice[DIGEST_LENGTH];

	if (!digest(once, password, strlen(password), "", 0) || !digest(twice, once, sizeof(once), "", 0) ||
	    !digest(out, twice, sizeof(twice), nonce, NONCE_LENGTH))
		return false;
	for (size_t i = 0; i < DIGEST_LENGTH; i++)
		out[i] ^= once[i];
	return true;
}

/* Whether nobody on the way can read what is sent. */
static bool is_private(MYSQL_PLUGIN_VIO *vio, MYSQL *db)
{
	MYSQL_PLUGIN_VIO_INFO info = { 0 };

	vio->info(vio, &info);
	return info.protocol == MYSQL_VIO_SOCKET || mysql_get_ssl_cipher(db);
}

static int send_encrypted(MYSQL_PLUGIN_VIO *vio, EVP_PKEY *key, const byte *text, size_t length)
{
	byte cipher[CIPHER_MAX];
	size_t cipher_length = sizeof(cipher);
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
	bool done = context && EVP_PKEY_encrypt_init(context) == 1 &&
		    EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1 &&
		    EVP_PKEY_encrypt(context, cipher, &cipher_length, text, length) == 1;

	EVP_PKEY_CTX_free(context);
	return done && !vio->write_packet(vio, cipher, (int)cipher_length) ? CR_OK : CR_ERROR;
}

/* The password with its final zero, masked by the nonce and encrypted with the key that the server sends. */
static int send_with_key(MYSQL_PLUGIN_VIO *vio, const char *password, const byte nonce[NONCE_LENGTH])
{
	const byte request = REQUEST_KEY;
	byte masked[CIPHER_MAX], *pem;
	size_t length = strlen(password) + 1;

	if (length > sizeof(masked) || vio->write_packet(vio, &request, 1))
		return CR_ERROR;
	int pem_length = vio->read_packet(vio, &pem);
	if (pem_length <= 0)
		return CR_ERROR;
	for (size_t i = 0; i < length; i++)
		masked[i] = (byte)password[i] ^ nonce[i % NONCE_LENGTH];
	BIO *bio = BIO_new_mem_buf(pem, pem_length);
	EVP_PKEY *key = bio ? PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL) : NULL;
	int status = key ? send_encrypted(vio, key, masked, length) : CR_ERROR;
	EVP_PKEY_free(key);
	BIO_free(bio);
	return status;
}

static int authenticate(MYSQL_PLUGIN_VIO *vio, MYSQL *db)
{
	const char *password = db->passwd ? db->passwd : "";
	byte nonce[NONCE_LENGTH], proof[DIGEST_LENGTH], *packet;

	if (vio->read_packet(vio, &packet) != NONCE_LENGTH + 1)
		return CR_SERVER_HANDSHAKE_ERR;
	memcpy(nonce, packet, sizeof(nonce));
	if (!*password)
		return vio->write_packet(vio, (const byte *)"", 1) ? CR_ERROR : CR_OK;
	if (!scramble(proof, password, nonce) || vio->write_packet(vio, proof, sizeof(proof)) ||
	    vio->read_packet(vio, &packet) != 1)
		return CR_ERROR;
	if (*packet == IS_CACHED)
		return CR_OK;
	if (*packet != WANTS_SECRET)
		return CR_ERROR;
	if (!is_private(vio, db))
		return send_with_key(vio, password, nonce);
	return vio->write_packet(vio, (const byte *)password, (int)strlen(password) + 1) ? CR_ERROR : CR_OK;
}

/* A method of logging in, as the library takes it: <mysql/client_plugin.h>, which says so, cannot be included, as Debian
 * leaves out another header that it wants. */
#define AUTHENTICATION         2
#define AUTHENTICATION_VERSION 0x0100
static const struct {
	struct st_mysql_client_plugin header;
	int (*authenticate)(MYSQL_PLUGIN_VIO *vio, MYSQL *db);
} plugin = {
	.header = { .type = AUTHENTICATION,
		    .interface_version = AUTHENTICATION_VERSION,
		    .name = "caching_sha2_password",
		    .author = "sqlembic",
		    .desc = "caching_sha2_password",
		    .version = { 1, 0, 0 },
		    .license = "MIT" },
	.authenticate = authenticate,
};

/* The library keeps the address and changes nothing behind it.  A second time it says that it knows the name. */
void mysqldb_register_caching_sha2(MYSQL *db)
{
	(void)mysql_client_register_plugin(db, (struct st_mysql_client_plugin *)&plugin.header);
}
