/// A process that survives this one just long enough to end everything this one started.
#pragma once

/// Forks the guardian: when this process is gone, however that came about, it kills every process
/// whose environment at its start had the variable `STEPWELL_ENGINE` with `mark` in it, and ends.
///
/// So it reaches children of children too, those that left their process group and those that ignore
/// signals. It keeps no descriptor and no lock of this process. Zero, else the error number; without
/// effect where there is no `/proc`.
int child_guard(const char *mark);
