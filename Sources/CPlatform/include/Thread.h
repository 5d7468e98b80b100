#pragma once

/// Names the calling thread for `top -H` and debuggers; at most 15 bytes are kept.
void cplatform_name_thread(const char *name);
