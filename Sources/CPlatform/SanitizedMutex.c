/// Only in builds with the Thread Sanitizer: shows it the slow paths of the standard library's `Mutex`.
///
/// The fast paths of `Synchronization.Mutex` are compiled into whoever uses it, and the sanitizer sees
/// them. Under contention the standard library waits and wakes by futex(2) in code that is not
/// instrumented, so what a lock guards would look like a race. These two functions take the place of
/// the library's of the same name, tell the sanitizer, and call those.

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

void __tsan_acquire(void *address);
void __tsan_release(void *address);

#define SELF __attribute__((swift_context)) void *self
typedef __attribute__((swiftcall)) void (*lock_slow)(uint32_t thread, SELF);
typedef __attribute__((swiftcall)) void (*unlock_slow)(SELF);

#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

__attribute__((swiftcall)) void sanitized_lock_slow(uint32_t thread, SELF) __asm__(LOCK_SLOW);
__attribute__((swiftcall)) void sanitized_unlock_slow(SELF) __asm__(UNLOCK_SLOW);

__attribute__((swiftcall)) void sanitized_lock_slow(uint32_t thread, SELF) {
  ((lock_slow)dlsym(RTLD_NEXT, LOCK_SLOW))(thread, self);
  __tsan_acquire(self);
}

__attribute__((swiftcall)) void sanitized_unlock_slow(SELF) {
  __tsan_release(self);
  ((unlock_slow)dlsym(RTLD_NEXT, UNLOCK_SLOW))(self);
}
#endif
#endif
