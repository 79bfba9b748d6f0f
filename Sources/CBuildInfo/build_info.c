#include "build_info.h"

// Package.swift defines it from the environment. A generated file would dirty the tree, and asking git in the middle of a
// build would fail where there is no git: in an archive, in a container.
#ifndef ZONDA_COMMIT
#define ZONDA_COMMIT ""
#endif

const char *zonda_build_commit(void) { return ZONDA_COMMIT; }
