#ifndef ZONDA_BUILD_INFO_H
#define ZONDA_BUILD_INFO_H

/// The commit that the program was built from, or "" where the build was not told.
const char *zonda_build_commit(void);

#endif
