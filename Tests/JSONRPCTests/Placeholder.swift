// This suite is being written.
