#pragma once

/// The name of the network file system that holds `path`, or NULL when it is none or unknown.
const char *cplatform_network_file_system(const char *path);
