/// Calls of the operating system that Swift cannot import.
#pragma once

#include "ChildProcess.h"
