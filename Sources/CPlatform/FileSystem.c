#include "FileSystem.h"

#include <stddef.h>

#ifdef __linux__
#include <sys/vfs.h>

/// The magic numbers are those of statfs(2) and the kernel's linux/magic.h.
const char *cplatform_network_file_system(const char *path) {
  struct statfs found;
  if (statfs(path, &found) != 0) return NULL;
  switch ((unsigned int)found.f_type) {
    case 0x00006969: return "NFS";
    case 0x0000517B: return "SMB";
    case 0xFE534D42: return "SMB";
    case 0xFF534D42: return "CIFS";
    case 0x01021997: return "9P";
    case 0x00C36400: return "Ceph";
    case 0x5346414F: return "AFS";
    case 0x6B414653: return "AFS";
    case 0x73757245: return "Coda";
    case 0x0BD00BD0: return "Lustre";
    default: return NULL;
  }
}
#else
const char *cplatform_network_file_system(const char *path) {
  (void)path;
  return NULL;
}
#endif
