#include "Thread.h"

#ifdef __linux__
#include <sys/prctl.h>

void cplatform_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }
#else
#include <pthread.h>

void cplatform_name_thread(const char *name) { pthread_setname_np(name); }
#endif
