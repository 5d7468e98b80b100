/// libcurl, loaded on first use.
#pragma once
