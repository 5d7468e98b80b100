/// libcurl, loaded on first use.
///
/// No header of libcurl is needed to build: the few functions and numbers used here are part of its
/// stable binary interface (https://curl.se/libcurl/c/, include/curl/curl.h of libcurl 7.68).
#pragma once

#include <stddef.h>
#include <stdint.h>

// MARK: - Functions

typedef size_t (*ccurl_data_function)(char *bytes, size_t size, size_t count, void *context);

/// A message of curl_multi_info_read, as libcurl lays it out.
typedef struct ccurl_message {
  int kind;
  void *easy;
  union {
    void *pointer;
    int code;
  } data;
} ccurl_message;

/// The functions of one loaded libcurl; never unloaded.
typedef struct ccurl_library {
  int (*global_init)(long flags);
  const char *(*version)(void);
  void *(*easy_init)(void);
  void (*easy_cleanup)(void *easy);
  int (*easy_setopt)(void *easy, int option, ...);
  int (*easy_getinfo)(void *easy, int info, ...);
  int (*easy_pause)(void *easy, int mask);
  int (*easy_perform)(void *easy);
  int (*easy_send)(void *easy, const void *bytes, size_t count, size_t *sent);
  int (*easy_recv)(void *easy, void *bytes, size_t count, size_t *received);
  const char *(*easy_strerror)(int code);
  void *(*slist_append)(void *list, const char *text);
  void (*slist_free_all)(void *list);
  void *(*multi_init)(void);
  int (*multi_cleanup)(void *multi);
  int (*multi_add_handle)(void *multi, void *easy);
  int (*multi_remove_handle)(void *multi, void *easy);
  int (*multi_perform)(void *multi, int *running);
  int (*multi_poll)(void *multi, void *extra, unsigned extraCount, int timeout, int *count);
  int (*multi_wakeup)(void *multi);
  ccurl_message *(*multi_info_read)(void *multi, int *left);
  int (*multi_setopt)(void *multi, int option, ...);
} ccurl_library;

/// Loads the first library of `names` (ended by NULL) that has every function; NULL where none has.
const ccurl_library *ccurl_load(const char *const *names);

// The variadic functions of libcurl, one for each type of argument. Zero is success.
int ccurl_set_long(const ccurl_library *library, void *easy, int option, long value);
int ccurl_set_offset(const ccurl_library *library, void *easy, int option, int64_t value);
int ccurl_set_pointer(const ccurl_library *library, void *easy, int option, const void *value);
int ccurl_set_text(const ccurl_library *library, void *easy, int option, const char *value);
int ccurl_set_function(
    const ccurl_library *library, void *easy, int option, ccurl_data_function value);
int ccurl_set_multi_long(const ccurl_library *library, void *multi, int option, long value);

/// The descriptor of a connection made with CCURL_CONNECT_ONLY; zero is success.
int ccurl_get_socket(const ccurl_library *library, void *easy, int *descriptor);

/// Runs `body(context)` on a new thread that no signal is delivered to; zero is success.
int ccurl_start_thread(void (*body)(void *context), void *context);

// MARK: - Numbers

enum ccurl_option {
  CCURL_POST = 47,
  CCURL_NOBODY = 44,
  CCURL_FOLLOWLOCATION = 52,
  CCURL_MAXREDIRS = 68,
  CCURL_NOSIGNAL = 99,
  CCURL_CONNECT_ONLY = 141,
  CCURL_TIMEOUT_MS = 155,
  CCURL_CONNECTTIMEOUT_MS = 156,
  CCURL_PROTOCOLS = 181,
  CCURL_REDIR_PROTOCOLS = 182,
  CCURL_TCP_KEEPALIVE = 213,
  CCURL_SSL_ENABLE_ALPN = 226,
  CCURL_SUPPRESS_CONNECT_HEADERS = 265,
  CCURL_WRITEDATA = 10001,
  CCURL_URL = 10002,
  CCURL_PROXY = 10004,
  CCURL_ERRORBUFFER = 10010,
  CCURL_HTTPHEADER = 10023,
  CCURL_HEADERDATA = 10029,
  CCURL_CUSTOMREQUEST = 10036,
  CCURL_CAINFO = 10065,
  CCURL_COPYPOSTFIELDS = 10165,
  CCURL_PROTOCOLS_STR = 10318,
  CCURL_REDIR_PROTOCOLS_STR = 10319,
  CCURL_WRITEFUNCTION = 20011,
  CCURL_HEADERFUNCTION = 20079,
  CCURL_POSTFIELDSIZE_LARGE = 30120,
};

enum ccurl_multi_option { CCURL_MULTI_MAXCONNECTS = 6 };

enum ccurl_code {
  CCURL_OK = 0,
  CCURL_UNSUPPORTED_PROTOCOL = 1,
  CCURL_URL_MALFORMAT = 3,
  CCURL_COULDNT_RESOLVE_PROXY = 5,
  CCURL_COULDNT_RESOLVE_HOST = 6,
  CCURL_COULDNT_CONNECT = 7,
  CCURL_HTTP2 = 16,
  CCURL_PARTIAL_FILE = 18,
  CCURL_OPERATION_TIMEDOUT = 28,
  CCURL_SSL_CONNECT_ERROR = 35,
  CCURL_TOO_MANY_REDIRECTS = 47,
  CCURL_GOT_NOTHING = 52,
  CCURL_SSL_ENGINE_NOTFOUND = 53,
  CCURL_SSL_ENGINE_SETFAILED = 54,
  CCURL_SEND_ERROR = 55,
  CCURL_RECV_ERROR = 56,
  CCURL_SSL_CERTPROBLEM = 58,
  CCURL_SSL_CIPHER = 59,
  CCURL_PEER_FAILED_VERIFICATION = 60,
  CCURL_SSL_CACERT_BADFILE = 77,
  CCURL_AGAIN = 81,
  CCURL_SSL_ISSUER_ERROR = 83,
  CCURL_SSL_PINNEDPUBKEYNOTMATCH = 90,
  CCURL_SSL_INVALIDCERTSTATUS = 91,
  CCURL_HTTP2_STREAM = 92,
};

enum ccurl_info { CCURL_ACTIVE_SOCKET = 0x500000 + 44 };

enum ccurl_constant {
  CCURL_GLOBAL_ALL = 3,
  CCURL_ERROR_SIZE = 256,
  CCURL_MESSAGE_DONE = 1,
  CCURL_PAUSE_RECEIVING = 1,
  CCURL_PAUSE_NOTHING = 0,
  CCURL_WRITE_PAUSE = 0x10000001,
  CCURL_PROTOCOL_HTTP_AND_HTTPS = 3,
};
