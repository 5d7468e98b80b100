#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

// MARK: - Loading

/// Looks every function up; zero where one is missing.
static int find_functions(void *handle, ccurl_library *library) {
  struct {
    const char *name;
    void *place;
  } wanted[] = {
      {"curl_global_init", &library->global_init},
      {"curl_version", &library->version},
      {"curl_easy_init", &library->easy_init},
      {"curl_easy_cleanup", &library->easy_cleanup},
      {"curl_easy_setopt", &library->easy_setopt},
      {"curl_easy_getinfo", &library->easy_getinfo},
      {"curl_easy_pause", &library->easy_pause},
      {"curl_easy_perform", &library->easy_perform},
      {"curl_easy_send", &library->easy_send},
      {"curl_easy_recv", &library->easy_recv},
      {"curl_easy_strerror", &library->easy_strerror},
      {"curl_slist_append", &library->slist_append},
      {"curl_slist_free_all", &library->slist_free_all},
      {"curl_multi_init", &library->multi_init},
      {"curl_multi_cleanup", &library->multi_cleanup},
      {"curl_multi_add_handle", &library->multi_add_handle},
      {"curl_multi_remove_handle", &library->multi_remove_handle},
      {"curl_multi_perform", &library->multi_perform},
      {"curl_multi_poll", &library->multi_poll},
      {"curl_multi_wakeup", &library->multi_wakeup},
      {"curl_multi_info_read", &library->multi_info_read},
      {"curl_multi_setopt", &library->multi_setopt},
  };
  for (size_t index = 0; index < sizeof wanted / sizeof *wanted; index++) {
    void *function = dlsym(handle, wanted[index].name);
    if (function == NULL) return 0;
    memcpy(wanted[index].place, &function, sizeof function);
  }
  return 1;
}

static const ccurl_library *load(const char *const *names) {
  for (; *names != NULL; names++) {
    void *handle = dlopen(*names, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) continue;
    ccurl_library *library = calloc(1, sizeof *library);
    if (library != NULL && find_functions(handle, library)
        && library->global_init(CCURL_GLOBAL_ALL) == CCURL_OK)
      return library;
    free(library);
    dlclose(handle);
  }
  return NULL;
}

const ccurl_library *ccurl_load(const char *const *names) {
  // curl_global_init must not run on two threads at once.
  static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_lock(&one_at_a_time);
  const ccurl_library *library = load(names);
  pthread_mutex_unlock(&one_at_a_time);
  return library;
}

// MARK: - Options

int ccurl_set_long(const ccurl_library *library, void *easy, int option, long value) {
  return library->easy_setopt(easy, option, value);
}

int ccurl_set_offset(const ccurl_library *library, void *easy, int option, int64_t value) {
  return library->easy_setopt(easy, option, value);
}

int ccurl_set_pointer(const ccurl_library *library, void *easy, int option, const void *value) {
  return library->easy_setopt(easy, option, value);
}

int ccurl_set_text(const ccurl_library *library, void *easy, int option, const char *value) {
  return library->easy_setopt(easy, option, value);
}

int ccurl_set_function(
    const ccurl_library *library, void *easy, int option, ccurl_data_function value) {
  return library->easy_setopt(easy, option, value);
}

int ccurl_set_multi_long(const ccurl_library *library, void *multi, int option, long value) {
  return library->multi_setopt(multi, option, value);
}

int ccurl_get_socket(const ccurl_library *library, void *easy, int *descriptor) {
  return library->easy_getinfo(easy, CCURL_ACTIVE_SOCKET, descriptor);
}

// MARK: - The thread

struct start {
  void (*body)(void *context);
  void *context;
};

static void *run(void *argument) {
  struct start start = *(struct start *)argument;
  free(argument);
  start.body(start.context);
  return NULL;
}

int ccurl_start_thread(void (*body)(void *context), void *context) {
  struct start *start = malloc(sizeof *start);
  if (start == NULL) return -1;
  *start = (struct start){body, context};

  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_t thread;
  int code = pthread_create(&thread, &attributes, run, start);
  pthread_attr_destroy(&attributes);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (code != 0) free(start);
  return code;
}
